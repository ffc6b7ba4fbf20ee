import { Hono } from 'hono';
import { z } from 'zod';

import { errorCode } from '../../error-code.ts';
import { authError } from '../answers.ts';
import { keyOf } from '../caller.ts';
import { causingMails } from '../mail-request.ts';
import type { Services } from '../services.ts';
import { linkFor } from './admin-links.ts';
import { changeUser, deleteUser } from './admin-users.ts';
import { createUser } from './new-user.ts';
import { newCode } from './one-time-code.ts';
import { passwordFault } from './password-rules.ts';
import { findUser, userAnswer } from './users.ts';

const metadata = z.record(z.string(), z.unknown()).optional();
const userBody = z.object({
  id: z.uuid().optional(),
  email: z.email().optional(),
  password: z.string().optional(),
  email_confirm: z.boolean().optional(),
  user_metadata: metadata,
  app_metadata: metadata,
  ban_duration: z.string().optional(),
});
export type UserBody = z.infer<typeof userBody>;

const linkBody = z.object({
  type: z.enum(['signup', 'invite', 'magiclink', 'recovery']),
  email: z.email(),
  password: z.string().optional(),
  redirect_to: z.string().optional(),
});

const inviteBody = z.object({ email: z.email(), data: metadata });

const notFound = () => authError(404, 'user_not_found', 'User not found');
const notAdmin = () => authError(403, 'not_admin', 'User not allowed');
const emailExists = () =>
  authError(422, 'email_exists', 'A user with this email address has already been registered');

/** The admin API, `/auth/v1/admin`: for the secret key alone. */
export function adminRoutes(services: Services): Hono {
  const { sql, keys, config } = services;
  const routes = new Hono();

  routes.use(async ({ req }, next) => {
    if (keyOf(req.raw, keys) === 'secret') return next();
    return notAdmin();
  });

  routes.get('/users', async (context) => {
    const page = Math.max(1, Number(context.req.query('page')) || 1);
    const size = Math.min(1000, Math.max(1, Number(context.req.query('per_page')) || 50));
    const [count] = await sql`select count(*)::int as total from auth.users`;
    const total = Number(count?.['total'] ?? 0);
    const ids = await sql<{ id: string }[]>`
      select id from auth.users order by created_at desc, id limit ${size} offset ${(page - 1) * size}`;
    const users = await Promise.all(ids.map(({ id }) => userAnswer(sql, id)));
    const lastPage = Math.max(1, Math.ceil(total / size));
    return context.json({ users, aud: 'authenticated' }, 200, {
      'x-total-count': String(total),
      link: pageLinks(page, lastPage, size),
    });
  });

  routes.post('/users', async ({ req }) => {
    const body = userBody.safeParse(await json(req.raw));
    const { email, password = crypto.randomUUID() } = body.data ?? {};
    if (!body.success || !email) return badBody(body.error);
    const fault = passwordFault(password, { ...config.auth, password_requirements: '' });
    if (fault) return fault;
    try {
      const { email_confirm: confirmed, ...rest } = body.data;
      const { id } = await createUser(sql, { ...rest, email, password, confirmed });
      return Response.json(await userAnswer(sql, id));
    } catch (error) {
      if (errorCode(error) !== '23505') throw error;
      return emailExists();
    }
  });

  routes.get('/users/:id', async ({ req }) => {
    const user = isId(req.param('id')) ? await userAnswer(sql, req.param('id')) : undefined;
    return user ? Response.json(user) : notFound();
  });

  routes.put('/users/:id', async ({ req }) => {
    const body = userBody.safeParse(await json(req.raw));
    if (!body.success) return badBody(body.error);
    if (!isId(req.param('id'))) return notFound();
    const changed = await changeUser(sql, req.param('id'), body.data);
    return changed ? Response.json(await userAnswer(sql, req.param('id'))) : notFound();
  });

  routes.delete('/users/:id', async ({ req }) => {
    const id = req.param('id');
    return isId(id) && (await deleteUser(sql, id)) ? Response.json({}) : notFound();
  });

  routes.post('/generate_link', async ({ req }) => {
    const body = linkBody.safeParse(await json(req.raw));
    if (!body.success) return badBody(body.error);
    return (await linkFor(services, body.data)) ?? notFound();
  });
  return routes;
}

/** `POST /invite`: an account, and the mail that asks to confirm it. For the secret key alone. */
export async function invite(request: Request, services: Services): Promise<Response> {
  const { sql, keys, config, mailer } = services;
  if (keyOf(request, keys) !== 'secret') return notAdmin();
  const body = inviteBody.safeParse(await json(request));
  if (!body.success) return badBody(body.error);
  const { email, data } = body.data;
  if (await findUser(sql, email)) return emailExists();
  const { id } = await createUser(sql, {
    email,
    password: crypto.randomUUID(),
    user_metadata: data,
  });
  const { code, hash } = newCode(email, config.auth.email.otp_length);
  await sql`
    update auth.users
    set confirmation_token = ${hash}, confirmation_sent_at = now(), invited_at = now()
    where id = ${id}`;
  await causingMails(request, {}, () =>
    mailer.send('invite', { to: email, tokenHash: hash, code }),
  );
  return Response.json(await userAnswer(sql, id));
}

const isId = (text: string) => z.guid().safeParse(text).success;

const json = (request: Request): Promise<unknown> => request.json().catch(() => undefined);

function badBody(error: z.ZodError | undefined): Response {
  const [issue] = error?.issues ?? [];
  const message = issue ? `${issue.path.join('.')}: ${issue.message}` : 'email: Required';
  return authError(400, 'validation_failed', message);
}

function pageLinks(page: number, lastPage: number, size: number): string {
  const link = (number: number, rel: string) =>
    `</admin/users?page=${number}&per_page=${size}>; rel="${rel}"`;
  const next = page < lastPage ? [link(page + 1, 'next')] : [];
  return [...next, link(lastPage, 'last')].join(', ');
}
