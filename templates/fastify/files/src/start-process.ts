import type { Logger } from 'pino';

import { type Config, ConfigError, loadConfig } from './config.ts';
import { isDatabaseUnavailable } from './database/errors.ts';
import { createLogger } from './logger.ts';
import { stopOnUnexpectedError } from './shutdown.ts';
import type { Role } from './telemetry/signals.ts';
import { startTelemetry } from './telemetry/start.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

/**
 * Starts a process of the service. Whatever fails on the way ends it with exit code 1. `run` has to
 * import what it runs: telemetry changes libraries while they are loaded.
 */
export async function startProcess(
  role: Role,
  env: NodeJS.ProcessEnv,
  run: (config: Config, logger: Logger, telemetry: Telemetry) => Promise<void>,
): Promise<void> {
  const config = readConfig(env);
  const logger = createLogger(config.LOG_LEVEL);
  const telemetry = await startTelemetry(role, config, logger);
  stopOnUnexpectedError(logger, telemetry);
  try {
    await run(config, logger, telemetry);
  } catch (error) {
    const reason = isDatabaseUnavailable(error) ? ': the database does not answer' : '';
    logger.fatal({ err: error }, `could not start${reason}`);
    process.exit(1);
  }
}

function readConfig(env: NodeJS.ProcessEnv): Config {
  try {
    return loadConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}
