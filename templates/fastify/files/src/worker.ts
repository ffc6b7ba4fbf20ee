import { type Config, ConfigError, loadConfig } from './config.ts';
import { createLogger } from './logger.ts';
import { stopOnUnexpectedError } from './shutdown.ts';
import { startTelemetry } from './telemetry/start.ts';

const config = readConfig();
const logger = createLogger(config.LOG_LEVEL);
const telemetry = await startTelemetry('worker', config, logger);
stopOnUnexpectedError(logger, telemetry);

try {
  // Not before telemetry has started, which changes libraries while they are loaded.
  const { work } = await import('./work.ts');
  await work(config, logger, telemetry);
} catch (error) {
  logger.fatal({ err: error }, 'could not start');
  process.exit(1);
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
