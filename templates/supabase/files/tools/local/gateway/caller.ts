import type { JWTPayload } from 'jose';

import { rebuild } from './rebuild-request.ts';
import type { ApiKeys, Services } from './services.ts';

/** Which of the project's keys a request carries, in the header or, for links, in the query. */
export function keyOf(request: Request, keys: ApiKeys): keyof ApiKeys | undefined {
  const given =
    request.headers.get('apikey') ?? new URL(request.url).searchParams.get('apikey') ?? '';
  if (given === keys.publishable) return 'publishable';
  return given === keys.secret ? 'secret' : undefined;
}

export type Caller = { claims: JWTPayload } | 'anonymous' | 'expired' | 'refused';

/** Who sent a request, by its bearer token. A key in place of a token says nothing about a user. */
export async function callerOf(request: Request, { keys, tokens }: Services): Promise<Caller> {
  const header = request.headers.get('authorization');
  const token = header && /^Bearer\s+(.+)$/i.exec(header)?.[1];
  if (!token || token === keys.publishable || token === keys.secret) return 'anonymous';
  const claims = await tokens.verify(token);
  if (claims === 'expired') return 'expired';
  return claims ? { claims } : 'refused';
}

/** The request as the emulator takes it: with a token of its own kind, or without any. */
export async function toEmulator(
  request: Request,
  caller: Caller,
  { tokens }: Services,
): Promise<Request> {
  const headers = new Headers(request.headers);
  if (typeof caller === 'object') {
    headers.set('authorization', `Bearer ${await tokens.toInner(caller.claims)}`);
  } else {
    headers.delete('authorization');
  }
  return rebuild(request, { headers });
}
