import { Hono } from 'hono';

import { functionError } from '../answers.ts';
import { callerOf } from '../caller.ts';
import { bytesUpTo } from '../read-bytes.ts';
import type { Services } from '../services.ts';
import { findFunction } from './find.ts';
import type { FunctionRunner } from './runner.ts';

/** The stand-in's own limit; a function sets a lower one where it needs one. */
const maxBodyBytes = 20 * 1024 * 1024;

/** Edge functions, `/functions/v1/NAME`. */
export function functionRoutes(
  services: Services,
  runner: FunctionRunner,
  directory: string,
): Hono {
  const routes = new Hono();
  routes.all('/:name{.+}', async ({ req }) => {
    const url = new URL(req.url);
    const path = url.pathname.replace(/^\/functions\/v1/, '');
    const found = findFunction(path.split('/')[1] ?? '', directory, services.config.functions);
    if (!found) return functionError(404, 'NOT_FOUND', 'Requested function was not found');
    if (found.verifyJwt && req.method !== 'OPTIONS') {
      const caller = await callerOf(req.raw, services);
      if (typeof caller !== 'object') return functionError(401, 'UNAUTHORIZED', 'Invalid JWT');
    }
    // Read at once: a body that goes on after the function has answered would break the connection.
    const body = await bytesUpTo(req.raw, maxBodyBytes);
    if (!body) return functionError(413, 'BODY_TOO_LARGE', 'The body is too large');
    const origin = await runner.originOf(found);
    return forward(req.raw, `${origin}${path}${url.search}`, body);
  });
  routes.onError((error) => {
    process.stderr.write(`${error.message}\n`);
    return functionError(503, 'BOOT_ERROR', 'Function failed to start (please check logs)');
  });
  return routes;
}

async function forward(
  { method, headers }: Request,
  target: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const body = method === 'GET' || method === 'HEAD' ? null : bytes;
  try {
    const answer = await fetch(target, {
      method,
      headers: endToEnd(headers),
      body,
      redirect: 'manual',
    });
    return new Response(answer.body, { status: answer.status, headers: decoded(answer.headers) });
  } catch {
    // As hosted when the process of a function is ended under a request.
    return functionError(546, 'WORKER_LIMIT', 'Function was ended before it answered');
  }
}

/** Without what is between two neighbours. */
function endToEnd(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['connection', 'content-length', 'host', 'transfer-encoding'])
    kept.delete(name);
  return kept;
}

/** The body has been unpacked on its way through. */
function decoded(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) kept.delete(name);
  return kept;
}
