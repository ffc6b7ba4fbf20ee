import type { MiddlewareHandler } from 'hono';

import { LocalStackError } from '../local-stack-error.ts';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

export const isLoopback = (host: string) => loopback.test(host);

/**
 * Throws `LocalStackError` for production and for an address that others could reach: the local stack
 * is made for development, and nothing of it for the attacks of a network.
 */
export function refuseToServe({ NODE_ENV, HOST }: NodeJS.ProcessEnv): void {
  if (NODE_ENV === 'production') {
    throw new LocalStackError('NODE_ENV is "production": the local stack is for development only.');
  }
  if (HOST && !isLoopback(HOST)) {
    throw new LocalStackError(
      `HOST is "${HOST}": the local stack serves this machine alone. Leave HOST out, or set 127.0.0.1.`,
    );
  }
}

/** A web page of a foreign name that leads to this machine (DNS rebinding) gets nothing. */
export function refuseForeignHost(): MiddlewareHandler {
  return async ({ req }, next) => {
    const host = new URL(req.url).hostname;
    if (isLoopback(host)) return next();
    return Response.json({ message: 'Unknown host' }, { status: 421 });
  };
}
