import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Sql } from 'postgres';

import { createUser } from './gateway/auth/new-user.ts';
import { findUser } from './gateway/auth/users.ts';

export const exampleAccounts = ['member@example.com', 'admin@example.com'] as const;

/** Makes the example accounts and rows; runs again without effect. */
export async function seed(sql: Sql, directory: string, password: string): Promise<void> {
  for (const email of exampleAccounts) {
    const known = await findUser(sql, email);
    if (!known) await createUser(sql, { email, password, confirmed: true });
  }
  await sql`select private.make_admin('admin@example.com')`;
  const file = join(directory, 'supabase', 'seed.sql');
  if (existsSync(file)) await sql.unsafe(readFileSync(file, 'utf8'));
}
