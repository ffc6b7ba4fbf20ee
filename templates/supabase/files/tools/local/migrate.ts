import type { Sql } from 'postgres';

import { supabase } from './supabase-cli.ts';

/** Any number that nothing else in the database locks. */
const lock = 5_432_101;

/** Applies the migrations that are missing, by the official CLI. Of two callers at once, the second waits. */
export async function migrate(sql: Sql, directory: string, databaseUrl: string): Promise<void> {
  const session = await sql.reserve();
  try {
    await session`select pg_advisory_lock(${lock})`;
    await supabase(directory, ['db', 'push', `--remote=${databaseUrl}`, '--yes']);
  } finally {
    await session`select pg_advisory_unlock(${lock})`;
    session.release();
  }
}
