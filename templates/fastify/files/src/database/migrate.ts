import { fileURLToPath } from 'node:url';

import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';

import { installJobs } from '../jobs/install.ts';

/** Any number will do, as long as every process of this service uses the same. */
const migrationLock = 727_001;

const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url));

/**
 * Brings the database to the newest schema. The lock makes processes that start together take
 * turns; it belongs to the session, so it is free again even when the process dies.
 */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await migrate(drizzle(client), { migrationsFolder });
    await installJobs(client);
  } finally {
    await client.end();
  }
}
