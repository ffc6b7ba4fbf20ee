import type { Sql } from 'postgres';

export interface User {
  id: string;
  email: string;
  email_confirmed_at: Date | null;
  encrypted_password: string | null;
  is_banned: boolean;
}

/** The account with an e-mail, in whatever case it is written. */
export async function findUser(sql: Sql, email: string): Promise<User | undefined> {
  const [user] = await sql<User[]>`
    select id, email, email_confirmed_at, encrypted_password,
      coalesce(banned_until > now(), false) as is_banned
    from auth.users where email = lower(${email}) and deleted_at is null`;
  return user;
}

/**
 * Whether a password is the account's. Takes as long without an account: how long a sign-in takes
 * says nothing about who is registered.
 */
export async function isPassword(sql: Sql, user: User | undefined, password: string) {
  // A bcrypt hash of nothing that anyone knows, at the cost of the real ones.
  const hash =
    user?.encrypted_password ?? '$2a$10$7EqJtq98hPqEX7fNZaFWoOa5ePqz4yZb1Y0xVxN5sXm2Kc8mF1xpu';
  // Newer bcrypt libraries write 2b for what pgcrypto calls 2a.
  const known = hash.replace(/^\$2[by]\$/, '$2a$');
  const [row] = await sql`select extensions.crypt(${password}, ${known}) = ${known} as matches`;
  return user !== undefined && row?.['matches'] === true;
}

/** Ends the sessions of an account, but for one. */
export async function endSessions(sql: Sql, userId: string, except?: string): Promise<void> {
  await sql`
    delete from auth.sessions
    where user_id = ${userId} and id is distinct from ${except ?? null}`;
}

/** The user as Auth answers it. */
export async function userAnswer(
  sql: Sql,
  id: string,
): Promise<Record<string, unknown> | undefined> {
  const [row] = await sql`
    select id, aud, role, email, coalesce(phone, '') as phone, email_confirmed_at, confirmed_at,
      invited_at, confirmation_sent_at, recovery_sent_at, last_sign_in_at, banned_until,
      raw_app_meta_data as app_metadata, raw_user_meta_data as user_metadata,
      is_anonymous, created_at, updated_at,
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id,
          'identity_data', i.identity_data, 'provider', i.provider, 'email', i.email,
          'last_sign_in_at', i.last_sign_in_at, 'created_at', i.created_at, 'updated_at', i.updated_at
        )) from auth.identities i where i.user_id = u.id
      ), '[]') as identities
    from auth.users u where id = ${id}`;
  if (!row) return undefined;
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}
