import type { JWTPayload } from 'jose';

import { authError } from '../answers.ts';
import { callerOf } from '../caller.ts';
import type { Services } from '../services.ts';
import { peek } from './body.ts';
import { hashOf } from './one-time-code.ts';
import { passOn } from './pass-on.ts';
import { passwordFault } from './password-rules.ts';
import { endSessions } from './users.ts';

/**
 * `PUT /user`. A new password needs a fresh session where the project says so, and ends the account's
 * other sessions; the emulator does neither.
 */
export async function changeUser(request: Request, services: Services): Promise<Response> {
  const { password, nonce } = await peek(request);
  const caller = await callerOf(request, services);
  if (password === undefined || typeof caller !== 'object') return passOn(request, services);
  const fault =
    passwordFault(password, services.config.auth) ??
    (await staleness(caller.claims, nonce, services));
  if (fault) return fault;
  const answer = await passOn(request, services);
  const { sub = '', session_id: session } = caller.claims;
  if (answer.ok) await endSessions(services.sql, sub, String(session));
  return answer;
}

/** Why a session is too old to change the password, if it is: after a day, a code from a mail is needed. */
async function staleness(
  { session_id: session, sub = '', email }: JWTPayload,
  nonce: string | undefined,
  { sql, config }: Services,
): Promise<Response | undefined> {
  const { secure_password_change: needed, otp_expiry: seconds } = config.auth.email;
  const [fresh] = await sql`
    select from auth.sessions
    where id = ${String(session)} and created_at > now() - interval '1 day'`;
  if (!needed || fresh) return undefined;
  if (!nonce) {
    return authError(400, 'reauthentication_needed', 'Password update requires reauthentication');
  }
  const used = await sql`
    update auth.users set reauthentication_token = null
    where id = ${sub} and reauthentication_token = ${hashOf(String(email), nonce)}
      and reauthentication_sent_at > now() - make_interval(secs => ${seconds})`;
  if (used.count > 0) return undefined;
  return authError(422, 'reauthentication_not_valid', 'Nonce has expired or is invalid');
}
