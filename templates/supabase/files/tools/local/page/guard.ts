import type { IncomingMessage } from 'node:http';

export interface Refusal {
  status: number;
  message: string;
}

/**
 * Why a request is not answered, if it is not. The page listens on this machine alone, yet browsers
 * on it carry requests of any web page there:
 * - under a foreign name that resolves to 127.0.0.1 (DNS rebinding), which the Host header gives away;
 * - by a form or a script of another origin, which Origin and Sec-Fetch-Site give away.
 */
export function refusal({ method, headers, socket }: IncomingMessage): Refusal | undefined {
  const host = headers.host?.toLowerCase() ?? '';
  const names = ['localhost', '127.0.0.1'].map((name) => `${name}:${socket.localPort}`);
  if (!names.includes(host)) return { status: 421, message: 'Unknown host' };
  if (method === 'GET' || method === 'HEAD') return undefined;
  if (method !== 'POST') return { status: 405, message: 'Only GET and POST are allowed' };

  const site = headers['sec-fetch-site'] ?? 'same-origin';
  const origin = headers.origin ?? `http://${host}`;
  const isOwn = site === 'same-origin' && origin === `http://${host}`;
  return isOwn ? undefined : { status: 403, message: 'Only the page itself may do this' };
}
