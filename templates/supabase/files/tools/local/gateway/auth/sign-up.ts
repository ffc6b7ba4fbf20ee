import { randomUUID } from 'node:crypto';

import { causingMails } from '../mail-request.ts';
import type { Services } from '../services.ts';
import { type Credentials, peek } from './body.ts';
import type { MailPause } from './mail-pause.ts';
import { newCode } from './one-time-code.ts';
import { passOn } from './pass-on.ts';
import { keepChallenge } from './pkce.ts';
import { passwordFault } from './password-rules.ts';
import { findUser, type User } from './users.ts';

/**
 * A sign-up with an address that has an account changes nothing and is answered as if it had none:
 * the emulator would say so.
 */
export async function signUp(request: Request, services: Services, pause: MailPause) {
  const { sql, config } = services;
  const body = await peek(request);
  const { email, password } = body;
  const fault = password && passwordFault(password, config.auth);
  if (fault) return fault;
  const user = email && (await findUser(sql, email));
  if (!user || !config.auth.email.enable_confirmations)
    return passOn(request, services, 'password');
  if (!user.email_confirmed_at) {
    const paused = pause('confirmation', user.email);
    if (paused) return paused;
    await sendConfirmationAgain(request, body, user, services);
  }
  return Response.json(nobody(user.email));
}

/** Sends the confirmation of an unconfirmed account once more; answers alike for every address. */
export async function resend(request: Request, services: Services, pause: MailPause) {
  const body = await peek(request);
  const { email = '', type = '' } = body;
  if (type !== 'signup') return passOn(request, services);
  const paused = pause('confirmation', email);
  if (paused) return paused;
  const user = await findUser(services.sql, email);
  if (user && !user.email_confirmed_at) {
    await sendConfirmationAgain(request, body, user, services);
  }
  return Response.json({});
}

async function sendConfirmationAgain(
  request: Request,
  body: Credentials,
  { id, email }: User,
  services: Services,
): Promise<void> {
  const { sql, config, mailer } = services;
  const { code, hash } = newCode(email, config.auth.email.otp_length);
  await sql`
    update auth.users set confirmation_token = ${hash}, confirmation_sent_at = now()
    where id = ${id}`;
  await causingMails(request, body, () => mailer.sendConfirmation(email, hash, code));
  await keepChallenge(sql, body);
}

/** What hosted Auth answers in place of a user that exists: a new one's shape, with nothing in it. */
function nobody(email: string) {
  const now = new Date().toISOString();
  return {
    id: randomUUID(),
    aud: 'authenticated',
    role: 'authenticated',
    email,
    phone: '',
    confirmation_sent_at: now,
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: {},
    identities: [],
    created_at: now,
    updated_at: now,
    is_anonymous: false,
  };
}
