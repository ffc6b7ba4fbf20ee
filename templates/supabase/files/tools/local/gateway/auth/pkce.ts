import { randomUUID } from 'node:crypto';

import { decodeJwt } from 'jose';
import type { Sql } from 'postgres';

import type { Credentials } from './body.ts';
import { findUser } from './users.ts';

/** Marks a link that leads back with a code. */
export const pkcePrefix = 'pkce_';

/** Keeps the challenge of a request that has sent a mail, until its link is opened. */
export async function keepChallenge(sql: Sql, body: Credentials): Promise<void> {
  const { email, code_challenge: challenge, code_challenge_method: method } = body;
  const user = challenge && email ? await findUser(sql, email) : undefined;
  if (!challenge || !user) return;
  await sql`
    insert into auth.flow_state
      (id, user_id, authentication_method, provider_type, code_challenge, code_challenge_method)
    values (${randomUUID()}, ${user.id}, 'magiclink', 'email', ${challenge},
      ${method?.toLowerCase() ?? 'plain'})`;
}

/**
 * The address that an opened link leads to, with a code in place of the session in it: the client
 * exchanges the code with the verifier that it kept. Errors stay as they are.
 */
export async function codeInPlaceOfSession(sql: Sql, location: string): Promise<string> {
  const target = new URL(location);
  const token = new URLSearchParams(target.hash.slice(1)).get('access_token');
  if (!token) return location;
  const { sub = '', session_id: session } = decodeJwt(token);
  const code = randomUUID();
  const flows = await sql`
    update auth.flow_state set auth_code = ${code}, auth_code_issued_at = now(), created_at = now()
    where id = (
      select id from auth.flow_state
      where user_id = ${sub} and provider_type = 'email' and auth_code is null
      order by created_at desc limit 1
    )`;
  await sql`delete from auth.sessions where id = ${String(session)}`;
  target.hash = '';
  if (flows.count > 0) target.searchParams.set('code', code);
  else target.searchParams.set('error', 'flow_state_not_found');
  return target.href;
}
