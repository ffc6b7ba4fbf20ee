import type { Config } from '../config.ts';
import { connect, type Database } from '../database/client.ts';
import { migrateDatabase } from '../database/migrate.ts';
import { resolveDatabaseUrl } from '../database/url.ts';
import { createLogger } from '../logger.ts';

/** Lends a command the database, at the newest schema. */
export async function withDatabase<T>(
  config: Config,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const url = await resolveDatabaseUrl(config);
  await migrateDatabase(url);
  const database = connect(url, 2, createLogger('warn'));
  try {
    return await work(database.db);
  } finally {
    await database.close();
  }
}
