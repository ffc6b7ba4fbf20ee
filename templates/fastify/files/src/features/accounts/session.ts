import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import { and, eq, gt, sql } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';

import { type Config, isLoopback } from '../../config.ts';
import type { Database } from '../../database/client.ts';
import { Problem } from '../../shared/problem.ts';
import { cookiePrefix } from './auth.ts';
import type { Role } from './model.ts';
import { sessions, users } from './schema.ts';

export interface SessionUser {
  id: string;
  email: string;
  name: string;
  role: Role;
}

interface Credential {
  /** `token.signature`, as the sign-in handed it out. */
  signed: string;
  carrier: 'bearer' | 'cookie';
}

interface ResolvedSession {
  user: SessionUser;
  /** Set when a cookie session was extended and the browser has to keep it longer. */
  setCookie: string | undefined;
}

export type SessionResolver = (
  headers: IncomingHttpHeaders,
) => Promise<ResolvedSession | undefined>;

/** The signed-in user of a request that its route does not leave open. */
export function currentUser(request: FastifyRequest): SessionUser {
  if (!request.user) throw new Problem('unauthenticated');
  return request.user;
}

/**
 * Answers who is asking, for every request: what `auth.api.getSession` does, with one signature
 * and one statement instead of a whole pipeline (a test holds the two together).
 */
export function createSessionResolver(db: Database, config: Config): SessionResolver {
  const idleMs = config.SESSION_IDLE_SECONDS * 1000;
  const extendAfterMs = config.SESSION_EXTEND_AFTER_SECONDS * 1000;

  const findSession = db
    .select({
      expiresAt: sessions.expiresAt,
      user: { id: users.id, email: users.email, name: users.name, role: users.role },
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.token, sql.placeholder('token')))
    .prepare('find_session');

  async function extend(token: string): Promise<boolean> {
    const now = new Date();
    const extended = await db
      .update(sessions)
      .set({ expiresAt: new Date(now.getTime() + idleMs), updatedAt: now })
      .where(and(eq(sessions.token, token), gt(sessions.expiresAt, now)))
      .returning({ id: sessions.id });
    return extended.length > 0;
  }

  return async (headers) => {
    const credential = readCredential(headers, sessionCookieName(config));
    const token = credential && verifiedToken(credential.signed, config.AUTH_SECRET);
    if (!credential || !token) return undefined;

    const [found] = await findSession.execute({ token });
    const remainingMs = found ? found.expiresAt.getTime() - Date.now() : 0;
    if (!found || remainingMs <= 0) return undefined;

    if (remainingMs > idleMs - extendAfterMs) return { user: found.user, setCookie: undefined };
    if (!(await extend(token))) return undefined;
    const setCookie =
      credential.carrier === 'cookie' ? sessionCookie(credential.signed, config) : undefined;
    return { user: found.user, setCookie };
  };
}

/** The token of the session that a request names. It may have ended, but it was given out here. */
export function readToken(headers: IncomingHttpHeaders, config: Config): string | undefined {
  const credential = readCredential(headers, sessionCookieName(config));
  return credential && verifiedToken(credential.signed, config.AUTH_SECRET);
}

/** A bearer token that is sent counts alone: if it is wrong, no cookie makes up for it. */
export function readCredential(
  headers: IncomingHttpHeaders,
  cookieName: string,
): Credential | undefined {
  if (headers.authorization !== undefined) {
    const [scheme, value = ''] = headers.authorization.split(' ', 2);
    if (scheme?.toLowerCase() !== 'bearer') return undefined;
    return { signed: decoded(value), carrier: 'bearer' };
  }
  const cookie = headers.cookie
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${cookieName}=`));
  if (cookie === undefined) return undefined;
  return { signed: decoded(cookie.slice(cookieName.length + 1)), carrier: 'cookie' };
}

export function sessionCookieName(config: Config): string {
  return `${isSecure(config) ? '__Secure-' : ''}${cookiePrefix}.session_token`;
}

function sessionCookie(signed: string, config: Config): string {
  return [
    `${sessionCookieName(config)}=${encodeURIComponent(signed)}`,
    `Max-Age=${config.SESSION_IDLE_SECONDS}`,
    'Path=/',
    'HttpOnly',
    ...(isSecure(config) ? ['Secure'] : []),
    'SameSite=Lax',
  ].join('; ');
}

function isSecure(config: Config): boolean {
  return !isLoopback(config.BASE_URL);
}

/** The token, if the signature is ours. Compared in constant time. */
function verifiedToken(signed: string, secret: string): string | undefined {
  const [token = '', signature = '', ...rest] = signed.split('.');
  if (token === '' || rest.length > 0) return undefined;
  // As text, because decoding base64 ignores what does not belong to it: many texts, one signature.
  const expected = Buffer.from(createHmac('sha256', secret).update(token).digest('base64'));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
