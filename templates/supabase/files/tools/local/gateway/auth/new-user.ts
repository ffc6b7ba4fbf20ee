import { randomUUID } from 'node:crypto';

import type { Sql } from 'postgres';

import { findUser, type User } from './users.ts';

interface NewUser {
  id?: string | undefined;
  email: string;
  password: string;
  confirmed?: boolean | undefined;
  user_metadata?: object | undefined;
  app_metadata?: object | undefined;
}

/** Writes an account with its identity in one transaction. Throws a unique violation (23505) for a known address. */
export async function createUser(sql: Sql, user: NewUser): Promise<User> {
  const { id = randomUUID(), password, confirmed = false } = user;
  const email = user.email.toLowerCase();
  const identity = { sub: id, email, email_verified: confirmed, phone_verified: false };
  const own = { ...user.user_metadata, ...(confirmed && { email_verified: true }) };
  const app = { provider: 'email', providers: ['email'], ...user.app_metadata };
  await sql.begin(async (transaction) => {
    await transaction`
      insert into auth.users
        (id, email, encrypted_password, email_confirmed_at, raw_user_meta_data, raw_app_meta_data)
      values (${id}, ${email}, extensions.crypt(${password}, extensions.gen_salt('bf', 10)),
        ${confirmed ? new Date() : null}, ${sql.json(own)}, ${sql.json(app)})`;
    await transaction`
      insert into auth.identities (id, provider, provider_id, user_id, identity_data)
      values (${randomUUID()}, 'email', ${id}, ${id}, ${sql.json(identity)})`;
  });
  const created = await findUser(sql, email);
  if (!created) throw new Error(`the account of ${id} has vanished`);
  return created;
}
