import { supabase } from './supabase-cli.ts';

/** Applies the migrations that are missing, by the official CLI. Throws `LocalStackError` with its output. */
export async function migrate(directory: string, databaseUrl: string): Promise<void> {
  await supabase(directory, ['db', 'push', `--remote=${databaseUrl}`, '--yes']);
}
