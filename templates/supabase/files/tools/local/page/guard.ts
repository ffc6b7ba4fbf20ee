import type { MiddlewareHandler } from 'hono';

/**
 * The page listens on this machine alone, yet browsers on it carry requests of any web page there:
 * - under a foreign name that resolves to 127.0.0.1 (DNS rebinding), which the Host header gives away;
 * - by a form or a script of another origin, which Origin and Sec-Fetch-Site give away.
 */
export function guard(): MiddlewareHandler {
  return async ({ req, text }, next) => {
    const { host, hostname } = new URL(req.url);
    if (hostname !== 'localhost' && hostname !== '127.0.0.1') return text('Unknown host', 421);
    if (req.method === 'GET' || req.method === 'HEAD') return next();
    const site = req.header('sec-fetch-site') ?? 'same-origin';
    const origin = req.header('origin') ?? `http://${host}`;
    if (site === 'same-origin' && origin === `http://${host}`) return next();
    return text('Only the page itself may do this', 403);
  };
}
