import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

import { type Answer, json } from './answer.ts';
import { readSpans } from './otlp.ts';
import type { TraceStore } from './traces.ts';

const maxBytes = 16 * 1024 * 1024;

/** Metrics and logs are taken, so that exporters are content, and not kept. */
export const intakePaths = ['/v1/traces', '/v1/metrics', '/v1/logs'];

/**
 * Takes what an OTLP/HTTP exporter sends as JSON. A web page elsewhere cannot send that type without
 * asking first, and it is never allowed to.
 */
export async function takeTelemetry(
  path: string,
  request: IncomingMessage,
  traces: TraceStore,
): Promise<Answer> {
  const [mediaType] = (request.headers['content-type'] ?? '').split(';', 1);
  if (mediaType?.trim().toLowerCase() !== 'application/json') {
    return refused(415, 'Only OTLP in JSON: set OTEL_EXPORTER_OTLP_PROTOCOL=http/json');
  }
  const body = await readBody(request);
  if (body === undefined) return refused(413, 'Too large');
  try {
    const value: unknown = JSON.parse(await decode(request, body));
    if (path === '/v1/traces') traces.add(readSpans(value));
    return json({});
  } catch {
    return refused(400, 'This is no OTLP in JSON');
  }
}

function refused(status: number, message: string): Answer {
  return json({ message }, status);
}

/** Undefined if it is too large. What is left of it is read all the same, so that the answer arrives. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
  }
  return size > maxBytes ? undefined : Buffer.concat(chunks);
}

async function decode(request: IncomingMessage, body: Buffer): Promise<string> {
  if (request.headers['content-encoding'] !== 'gzip') return body.toString();
  const plain = await promisify(gunzip)(body, { maxOutputLength: maxBytes });
  return plain.toString();
}
