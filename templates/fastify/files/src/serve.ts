import type { Logger } from 'pino';

import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { connect } from './database/client.ts';
import { migrateDatabase } from './database/migrate.ts';
import { resolveDatabaseUrl, resolveDirectUrl } from './database/url.ts';
import { chooseTransport, createMailer } from './mail/mailer.ts';
import { stopOnSignal } from './shutdown.ts';
import { createStorage } from './storage/create-storage.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

/** Listens until a signal stops it. */
export async function serve(config: Config, logger: Logger, telemetry: Telemetry): Promise<void> {
  await migrateDatabase(await resolveDirectUrl(config));

  const database = connect(await resolveDatabaseUrl(config), config.DATABASE_POOL_MAX, logger);
  telemetry.watchPool(() => database.use());
  const mailer = createMailer(chooseTransport(config), logger);
  const storage = await createStorage(config);
  const app = await buildApp({ config, logger, database, mailer, storage, telemetry });
  app.addHook('onClose', async () => {
    await mailer.settled();
    await database.close();
  });

  stopOnSignal(app);
  await app.listen({ host: config.HOST, port: config.PORT });
}
