import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import { checkSettings } from './check-settings.ts';
import type { ApiKeys } from './gateway/services.ts';
import { errorCode } from './error-code.ts';

/** Creates `.env` from `.env.example` with fresh secrets; false if there is one already. */
export function createEnvFile(directory: string): boolean {
  const example = readFileSync(join(directory, '.env.example'), 'utf8');
  const content = example.replaceAll('<generated>', () => randomBytes(24).toString('base64url'));
  try {
    writeFileSync(join(directory, '.env'), content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** What a process started with this `.env` sees: the environment wins over the file. */
export function readSettings(directory: string): NodeJS.ProcessEnv {
  try {
    const file = readFileSync(join(directory, '.env'), 'utf8');
    return { ...parseEnv(file), ...process.env };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return process.env;
    throw error;
  }
}

/** The project's keys. Throws `LocalStackError` for settings that are not valid. */
export function apiKeys(env: NodeJS.ProcessEnv): ApiKeys {
  const settings = checkSettings(env);
  return {
    publishable: settings.SUPABASE_PUBLISHABLE_KEY,
    secret: settings.SUPABASE_SECRET_KEY,
  };
}
