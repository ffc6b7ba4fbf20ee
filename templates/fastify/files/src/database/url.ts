import { fileURLToPath } from 'node:url';

import type { Config } from '../config.ts';

/** DATABASE_URL, or the database that runs inside this project folder during development. */
export async function resolveDatabaseUrl(config: Config): Promise<string> {
  if (config.DATABASE_URL) return config.DATABASE_URL;
  if (config.NODE_ENV === 'production') throw new Error('DATABASE_URL is required in production');

  const { startLocalPostgres } = await import('../local/postgres/server.ts');
  const { url } = await startLocalPostgres(fileURLToPath(new URL('../..', import.meta.url)));
  return url;
}

/**
 * The way to the same database for what belongs to a session, such as locks and notifications: a
 * pooler in transaction mode would give each statement to another session.
 */
export async function resolveDirectUrl(config: Config): Promise<string> {
  return config.DATABASE_DIRECT_URL ?? resolveDatabaseUrl(config);
}
