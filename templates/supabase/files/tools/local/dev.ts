import { inspect, styleText } from 'node:util';

import { checkSettings } from './check-settings.ts';
import { refuseToServe } from './gateway/refuse.ts';
import { LocalStackError } from './local-stack-error.ts';
import { LocalPostgresError } from './postgres/binaries.ts';
import { say } from './say.ts';
import { createEnvFile, readSettings } from './settings.ts';

/** Runs the whole project on this machine until Ctrl-C. */
export async function develop(directory: string): Promise<void> {
  try {
    refuseToServe(process.env);
    if (createEnvFile(directory)) say('Created .env with new keys.');
    const env = readSettings(directory);
    refuseToServe(env);
    const settings = checkSettings(env);
    // Only now, so that what is refused is refused at once.
    const { run } = await import('./run.ts');
    await run(directory, env, settings);
  } catch (error) {
    const isExplained = error instanceof LocalStackError || error instanceof LocalPostgresError;
    say(isExplained ? styleText('red', error.message) : inspect(error));
    process.exit(1);
  }
}
