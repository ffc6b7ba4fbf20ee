import type { Services } from '../services.ts';
import { createUser } from './new-user.ts';
import { newCode } from './one-time-code.ts';
import { findUser, userAnswer } from './users.ts';

interface LinkBody {
  type: 'signup' | 'invite' | 'magiclink' | 'recovery';
  email: string;
  password?: string | undefined;
  redirect_to?: string | undefined;
}

/** The link that a mail would carry, without the mail. Undefined for an account that must be there and is not. */
export async function linkFor(services: Services, body: LinkBody): Promise<Response | undefined> {
  const { sql, config, origin } = services;
  const { type, email, password = crypto.randomUUID(), redirect_to: redirectTo } = body;
  const isNew = type === 'signup' || type === 'invite';
  const known = await findUser(sql, email);
  if (!known && !isNew) return undefined;
  const user = known ?? (await createUser(sql, { email, password }));

  const { code, hash } = newCode(user.email, config.auth.email.otp_length);
  const kind = isNew ? 'confirmation' : 'recovery';
  await sql`
    update auth.users set
      ${sql(`${kind}_token`)} = ${hash}, ${sql(`${kind}_sent_at`)} = now()
    where id = ${user.id}`;

  const verification = type === 'invite' ? 'signup' : type;
  const link = new URL('/auth/v1/verify', origin);
  link.search = String(
    new URLSearchParams({
      token: hash,
      type: verification,
      redirect_to: redirectTo ?? config.auth.site_url,
    }),
  );
  return Response.json({
    ...(await userAnswer(sql, user.id)),
    action_link: link.href,
    email_otp: code,
    hashed_token: hash,
    verification_type: verification,
    redirect_to: redirectTo ?? config.auth.site_url,
  });
}
