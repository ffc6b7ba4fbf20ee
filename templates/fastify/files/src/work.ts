import { setTimeout as sleep } from 'node:timers/promises';

import type { Logger } from 'pino';

import type { Config } from './config.ts';
import { connect } from './database/client.ts';
import { migrateDatabase } from './database/migrate.ts';
import { resolveDatabaseUrl } from './database/url.ts';
import { startWorker } from './jobs/worker.ts';
import { createStorage } from './storage/create-storage.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

/** Works on jobs until a signal stops it. */
export async function work(config: Config, logger: Logger, telemetry: Telemetry): Promise<void> {
  const databaseUrl = await resolveDatabaseUrl(config);
  await migrateDatabase(databaseUrl);
  const database = connect(databaseUrl, config.DATABASE_POOL_MAX, logger);
  telemetry.watchPool(() => database.use());
  const storage = await createStorage(config);
  const { db } = database;
  const worker = await startWorker({ databaseUrl, config, db, storage, logger, telemetry });

  async function stop(signal: string): Promise<void> {
    logger.info({ signal }, 'stopping');
    setTimeout(() => {
      logger.error('jobs were still running at the end of the grace time');
      process.exit(1);
    }, config.SHUTDOWN_GRACE_MS).unref();

    // The rest of the grace time is for handing back what still runs.
    await worker.stop(config.SHUTDOWN_GRACE_MS - 2_000);
    // A handler that was given up may still hold a connection.
    await Promise.race([database.close(), sleep(500)]);
    await telemetry.stop(Math.min(1_000, config.SHUTDOWN_GRACE_MS / 10));
    logger.info('stopped');
    process.exit(0);
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stop(signal).catch((error: unknown) => {
        logger.fatal({ err: error }, 'could not stop cleanly');
        process.exit(1);
      });
    });
  }
  logger.info('worker ready');
}
