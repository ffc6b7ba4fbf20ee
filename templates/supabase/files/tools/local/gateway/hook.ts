import type { JWTPayload } from 'jose';
import type { Sql } from 'postgres';
import { z } from 'zod';

/** What hosted Auth insists on in the answer of the hook. */
const hookAnswer = z.object({
  claims: z.looseObject({
    aud: z.string(),
    exp: z.number(),
    iat: z.number(),
    sub: z.string(),
    role: z.string(),
    aal: z.string(),
    session_id: z.string(),
    email: z.string(),
    phone: z.string(),
    is_anonymous: z.boolean(),
  }),
});

export type ClaimsHook = (claims: JWTPayload, method: string) => Promise<JWTPayload>;

/** The custom access token hook of config.toml as a function; without one, claims stay as they are. */
export function claimsHook(sql: Sql, hook: { enabled: boolean; uri: string }): ClaimsHook {
  if (!hook.enabled) return (claims) => Promise.resolve(claims);
  const [schema, name] = functionOf(hook.uri);
  return async (claims, method) => {
    const event = { user_id: claims.sub, claims, authentication_method: method };
    // As hosted: in the role of Auth, so that a missing grant fails here as well.
    const [row] = await sql.begin(async (transaction) => {
      await transaction`set local role supabase_auth_admin`;
      await transaction`set local statement_timeout = '2s'`;
      return transaction`
        select ${transaction(schema)}.${transaction(name)}(${sql.json(event as never)}::jsonb) as answer`;
    });
    return hookAnswer.parse(row?.['answer']).claims;
  };
}

/** Schema and name of `pg-functions://postgres/SCHEMA/NAME`. */
function functionOf(uri: string): [string, string] {
  const [schema, name, ...rest] = new URL(uri).pathname.split('/').slice(1);
  if (!uri.startsWith('pg-functions://') || !schema || !name || rest.length > 0) {
    throw new Error(
      `auth.hook.custom_access_token: "${uri}" is no pg-functions://postgres/SCHEMA/NAME`,
    );
  }
  return [schema, name];
}
