import { setTimeout as sleep } from 'node:timers/promises';

import { type Config, ConfigError, loadConfig } from './config.ts';
import { connect } from './database/client.ts';
import { migrateDatabase } from './database/migrate.ts';
import { resolveDatabaseUrl } from './database/url.ts';
import { startWorker } from './jobs/worker.ts';
import { createLogger } from './logger.ts';
import { createStorage } from './storage/create-storage.ts';

const config = readConfig();
const logger = createLogger(config.LOG_LEVEL);

process.on('uncaughtException', (error) => {
  logger.fatal({ err: error }, 'unexpected error, stopping');
  process.exit(1);
});

try {
  await start();
} catch (error) {
  logger.fatal({ err: error }, 'could not start');
  process.exit(1);
}

async function start(): Promise<void> {
  const databaseUrl = await resolveDatabaseUrl(config);
  await migrateDatabase(databaseUrl);
  const database = connect(databaseUrl, config.DATABASE_POOL_MAX, logger);
  const storage = await createStorage(config);
  const worker = await startWorker({ databaseUrl, config, db: database.db, storage, logger });

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

function readConfig(): Config {
  try {
    return loadConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}
