import { once } from 'node:events';
import { Agent, type IncomingMessage, request as httpRequest } from 'node:http';
import { buffer } from 'node:stream/consumers';

import { afterAll } from 'vitest';

export interface WireRequest {
  method: string;
  target: string;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
}

export interface WireAnswer {
  status: number;
  /** Without parameters; empty where the answer has none. */
  contentType: string;
  headers: Record<string, unknown>;
  body: Buffer;
}

/** Sends requests as they are: `fetch` would correct some of them, and refuse others. */
export function useSender(url: string) {
  const agent = new Agent({ keepAlive: true });
  afterAll(() => agent.destroy());
  const { hostname, port } = new URL(url);

  return async ({ method, target, headers, body }: WireRequest): Promise<WireAnswer> => {
    // Without a length, the body of a DELETE would be taken for the next request.
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const request = httpRequest({
      hostname,
      port,
      agent,
      method,
      path: target,
      headers: { ...headers, ...length },
    });
    request.end(body);
    const [response] = (await once(request, 'response', {
      signal: AbortSignal.timeout(20_000),
    })) as [IncomingMessage];
    const { statusCode: status = 0, headers: answered } = response;
    const [contentType = ''] = (answered['content-type'] ?? '').split(';', 1);
    return { status, contentType, headers: answered, body: await buffer(response) };
  };
}
