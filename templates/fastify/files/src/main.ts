import { createServer } from 'node:net';

import { buildApp } from './app.ts';
import { type Config, ConfigError, loadConfig } from './config.ts';
import { connect } from './database/client.ts';
import { isDatabaseUnavailable } from './database/errors.ts';
import { migrateDatabase } from './database/migrate.ts';
import { resolveDatabaseUrl } from './database/url.ts';
import { createLogger } from './logger.ts';
import { chooseTransport, createMailer } from './mail/mailer.ts';
import { stopOnSignal } from './shutdown.ts';
import { createStorage } from './storage/create-storage.ts';

const config = await readConfig();
const logger = createLogger(config.LOG_LEVEL);

process.on('uncaughtException', (error) => {
  logger.fatal({ err: error }, 'unexpected error, stopping');
  process.exit(1);
});

try {
  await start();
} catch (error) {
  const reason = isDatabaseUnavailable(error) ? ': the database does not answer' : '';
  logger.fatal({ err: error }, `could not start${reason}`);
  process.exit(1);
}

async function start(): Promise<void> {
  const databaseUrl = await resolveDatabaseUrl(config);
  await migrateDatabase(databaseUrl);

  const database = connect(databaseUrl, config.DATABASE_POOL_MAX, logger);
  const mailer = createMailer(chooseTransport(config), logger);
  const storage = await createStorage(config);
  const app = await buildApp({ config, logger, database, mailer, storage });
  app.addHook('onClose', async () => {
    await mailer.settled();
    await database.close();
  });

  stopOnSignal(app);
  await app.listen({ host: config.HOST, port: config.PORT });
}

async function readConfig(): Promise<Config> {
  try {
    return loadConfig({ ...process.env, PORT: await knownPort(process.env['PORT']) });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}

/** Port 0 means any free one. It is chosen before the start, because links in mails carry it. */
async function knownPort(port: string | undefined): Promise<string | undefined> {
  if (port !== '0') return port;
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? String(address.port) : port;
}
