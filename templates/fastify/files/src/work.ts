import { setTimeout as sleep } from 'node:timers/promises';

import type { Logger } from 'pino';

import type { Config } from './config.ts';
import { connect } from './database/client.ts';
import { migrateDatabase } from './database/migrate.ts';
import { resolveDatabaseUrl, resolveDirectUrl } from './database/url.ts';
import { startWorker } from './jobs/worker.ts';
import { onStopSignal } from './shutdown.ts';
import { createStorage } from './storage/create-storage.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

/** Works on jobs until a signal stops it. */
export async function work(config: Config, logger: Logger, telemetry: Telemetry): Promise<void> {
  const directUrl = await resolveDirectUrl(config);
  await migrateDatabase(directUrl);
  const database = connect(await resolveDatabaseUrl(config), config.DATABASE_POOL_MAX, logger);
  telemetry.watchPool(() => database.use());
  const storage = await createStorage(config);
  const { db } = database;
  const worker = await startWorker({ directUrl, config, db, storage, logger, telemetry });

  onStopSignal(logger, async () => {
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
  });
  logger.info('worker ready');
}
