import { PgBoss } from 'pg-boss';
import type { Client } from 'pg';

import { idle } from './boss.ts';

/** Brings the schema of the job queue to its newest version. The caller holds the migration lock. */
export async function installJobs(client: Client): Promise<void> {
  const boss = new PgBoss({
    ...idle,
    migrate: true,
    db: { executeSql: (text, values) => client.query(text, values) },
  });
  // Its failures are those of `start`; what runs in the background stops again at once.
  boss.on('error', () => {});
  await boss.start();
  await boss.stop();
}
