import { randomUUID } from 'node:crypto';

import { authError } from '../answers.ts';
import { causingMails } from '../mail-request.ts';
import type { Services } from '../services.ts';
import { peek } from './body.ts';
import type { MailPause } from './mail-pause.ts';
import { newCode } from './one-time-code.ts';
import { passOn } from './pass-on.ts';
import { keepChallenge } from './pkce.ts';
import { createUser } from './new-user.ts';
import { findUser } from './users.ts';

/**
 * `/otp` and `/magiclink`. Who has no account gets one, unconfirmed until the code comes back; the
 * emulator would confirm it at once.
 */
export async function signInMail(request: Request, services: Services, pause: MailPause) {
  const { sql, config, mailer } = services;
  const body = await peek(request);
  const { email, create_user: mayCreate = true, data } = body;
  if (!email) return passOn(request, services);
  const known = await findUser(sql, email);
  if (!known && !mayCreate) return authError(422, 'otp_disabled', 'Signups not allowed for otp');
  if (!known && !config.auth.enable_signup) {
    return authError(422, 'signup_disabled', 'Signups not allowed for this instance');
  }
  const paused = pause('magic_link', email);
  if (paused) return paused;
  if (known?.email_confirmed_at) return passOn(request, services);
  const { id, email: address } =
    known ?? (await createUser(sql, { email, password: randomUUID(), user_metadata: data ?? {} }));
  const { code, hash } = newCode(address, config.auth.email.otp_length);
  await sql`
    update auth.users set confirmation_token = ${hash}, confirmation_sent_at = now()
    where id = ${id}`;
  await causingMails(request, body, () => mailer.sendConfirmation(address, hash, code));
  await keepChallenge(sql, body);
  return Response.json({});
}
