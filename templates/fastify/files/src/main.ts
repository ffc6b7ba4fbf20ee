import { createServer } from 'node:net';

import { type Config, ConfigError, loadConfig } from './config.ts';
import { isDatabaseUnavailable } from './database/errors.ts';
import { createLogger } from './logger.ts';
import { stopOnUnexpectedError } from './shutdown.ts';
import { startTelemetry } from './telemetry/start.ts';

const config = await readConfig();
const logger = createLogger(config.LOG_LEVEL);
const telemetry = await startTelemetry('api', config, logger);
stopOnUnexpectedError(logger, telemetry);

try {
  // Not before telemetry has started, which changes libraries while they are loaded.
  const { serve } = await import('./serve.ts');
  await serve(config, logger, telemetry);
} catch (error) {
  const reason = isDatabaseUnavailable(error) ? ': the database does not answer' : '';
  logger.fatal({ err: error }, `could not start${reason}`);
  process.exit(1);
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
