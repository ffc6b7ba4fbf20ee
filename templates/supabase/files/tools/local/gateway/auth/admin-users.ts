import type { Sql } from 'postgres';

import { durationSeconds } from '../../config/duration.ts';
import type { UserBody } from './admin-routes.ts';
import { endSessions } from './users.ts';

/** Changes an account in one statement; false if there is none. Metadata is merged, key by key. */
export async function changeUser(sql: Sql, id: string, body: UserBody): Promise<boolean> {
  const { email, password, email_confirm: confirm, user_metadata, app_metadata } = body;
  const ban =
    body.ban_duration === undefined ? undefined : (durationSeconds(body.ban_duration) ?? 0);
  const changed = await sql`
    update auth.users set
      email = coalesce(lower(${email ?? null}), email),
      encrypted_password = case when ${password ?? null}::text is null then encrypted_password
        else extensions.crypt(${password ?? ''}, extensions.gen_salt('bf', 10)) end,
      email_confirmed_at = case when ${confirm === true} then coalesce(email_confirmed_at, now())
        else email_confirmed_at end,
      raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || ${sql.json((user_metadata ?? {}) as never)},
      raw_app_meta_data = coalesce(raw_app_meta_data, '{}') || ${sql.json((app_metadata ?? {}) as never)},
      banned_until = case when ${ban === undefined} then banned_until
        when ${ban === 0} then null else now() + make_interval(secs => ${ban ?? 0}) end,
      updated_at = now()
    where id = ${id}`;
  // As hosted: who had the old password, or is banned, has no session any more.
  if (changed.count > 0 && (password !== undefined || ban)) await endSessions(sql, id);
  return changed.count > 0;
}

export async function deleteUser(sql: Sql, id: string): Promise<boolean> {
  return (await sql`delete from auth.users where id = ${id}`).count > 0;
}
