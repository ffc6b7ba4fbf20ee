import { createHmac, randomBytes, randomUUID } from 'node:crypto';

import type { HostileSession } from '@plinth/conformance/contract/operations';

export interface Known {
  /** The token as the sign-in gave it: `token.signature`. */
  bearer: string;
  userId: string;
  /** The key of the running service. */
  secret: string;
  /** Stores a session that has ended. */
  storeExpired(token: string): Promise<void>;
}

/** Credentials that look right in one way each, made with all that the service itself knows. */
export async function hostileSessions(known: Known): Promise<HostileSession[]> {
  const { bearer, userId, secret } = known;
  const [token = '', signature = ''] = decodeURIComponent(bearer).split('.');
  const otherFirst = token.startsWith('a') ? 'b' : 'a';
  const ended = randomBytes(24).toString('base64url');
  await known.storeExpired(ended);
  const claims = { sub: userId, role: 'admin', exp: Math.floor(Date.now() / 1000) + 3600 };
  const all: [HostileSession['kind'], string][] = [
    ['forged', `${otherFirst}${token.slice(1)}.${signature}`],
    ['forged', token],
    ['forged', `${token}.`],
    ['another-key', sign(token, randomBytes(32).toString('hex'))],
    ['another-key', sign(token, '')],
    ['expired', sign(ended, secret)],
    ['expired', jwt({ ...claims, exp: 1 }, secret)],
    ['another-audience', jwt({ ...claims, aud: 'another-service' }, secret)],
    ['alg-none', `${unsigned({ alg: 'none', typ: 'JWT' }, claims)}.`],
    ['alg-none', `${unsigned({ alg: 'none' }, { ...claims, session: token })}.${signature}`],
  ];
  return all.map(([kind, each]) => ({ kind, session: { bearer: each } }));
}

/** A row for a session that ended a minute ago, as SQL with its parameters. */
export function expiredSession(token: string, userId: string): [string, unknown[]] {
  return [
    `insert into sessions (id, token, user_id, expires_at)
     values ($1, $2, $3, now() - interval '1 minute')`,
    [randomUUID(), token, userId],
  ];
}

function sign(token: string, key: string): string {
  return `${token}.${createHmac('sha256', key).update(token).digest('base64')}`;
}

function jwt(claims: object, key: string): string {
  const head = unsigned({ alg: 'HS256', typ: 'JWT' }, claims);
  return `${head}.${createHmac('sha256', key).update(head).digest('base64url')}`;
}

function unsigned(header: object, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(claims)}`;
}
