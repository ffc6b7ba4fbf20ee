import { createLocalJWKSet, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { Sql } from 'postgres';

import type { ClaimsHook } from './hook.ts';
import type { SigningKey } from './signing-key.ts';

export interface Tokens {
  /** The claims of an access token of this project; undefined if it is none, or no longer. */
  verify(token: string): Promise<JWTPayload | 'expired' | undefined>;
  /** The same claims in a token that the emulator takes. */
  toInner(claims: JWTPayload): Promise<string>;
  /**
   * The access token that clients get in place of the emulator's: asymmetric, with issuer, metadata,
   * the way of signing in, and what the hook adds. `method` is undefined for a refresh.
   */
  fromInner(token: string, method: string | undefined): Promise<string>;
}

interface Means {
  sql: Sql;
  key: SigningKey;
  issuer: string;
  hook: ClaimsHook;
}

export function createTokens({ sql, key, issuer, hook }: Means): Tokens {
  const keySet = createLocalJWKSet(key.jwks);
  const innerKey = new TextEncoder().encode(key.innerSecret);
  const checks = { issuer, audience: 'authenticated', algorithms: ['ES256'] };

  return {
    async verify(token) {
      try {
        return (await jwtVerify(token, keySet, checks)).payload;
      } catch (error) {
        return error instanceof errors.JWTExpired ? 'expired' : undefined;
      }
    },

    toInner: (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(innerKey),

    async fromInner(token, method) {
      const { payload } = await jwtVerify(token, innerKey, { algorithms: ['HS256'] });
      const standard = { ...payload, ...(await accountClaims(sql, payload, method)), iss: issuer };
      const claims = await hook(standard, method ?? 'token_refresh');
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'JWT' })
        .sign(key.privateKey);
    },
  };
}

async function accountClaims(
  sql: Sql,
  { sub = '', session_id: session, iat = 0 }: JWTPayload,
  method: string | undefined,
): Promise<JWTPayload> {
  const sessionId = String(session);
  if (method) {
    await sql`
      insert into auth.mfa_amr_claims (session_id, authentication_method, created_at)
      values (${sessionId}, ${method}, to_timestamp(${iat}))
      on conflict do nothing`;
  }
  const [user] = await sql`
    select coalesce(phone, '') as phone, is_anonymous,
      coalesce(raw_app_meta_data, '{}') as app_metadata,
      coalesce(raw_user_meta_data, '{}') as user_metadata
    from auth.users where id = ${sub}`;
  const amr = await sql`
    select authentication_method as method, extract(epoch from created_at)::int as timestamp
    from auth.mfa_amr_claims where session_id = ${sessionId} order by created_at desc`;
  return { ...user, aal: 'aal1', amr: [...amr] };
}
