import type { Config } from '../config.ts';
import { connect, type Database } from '../database/client.ts';
import { migrateDatabase } from '../database/migrate.ts';
import { resolveDatabaseUrl, resolveDirectUrl } from '../database/url.ts';
import { createLogger } from '../logger.ts';

/** Lends a command the database, at the newest schema. */
export async function withDatabase<T>(
  config: Config,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  await migrateDatabase(await resolveDirectUrl(config));
  const database = connect(await resolveDatabaseUrl(config), 2, createLogger('warn'));
  try {
    return await work(database.db);
  } finally {
    await database.close();
  }
}
