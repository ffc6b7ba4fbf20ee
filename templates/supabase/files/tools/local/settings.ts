import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import { LocalStackError } from './local-stack-error.ts';
import type { ApiKeys } from './gateway/services.ts';
import { errorCode } from './postgres/error-code.ts';

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

/** The project's keys. Throws `LocalStackError` that names the one that is missing or malformed. */
export function apiKeys(settings: NodeJS.ProcessEnv): ApiKeys {
  return {
    publishable: key(settings, 'SUPABASE_PUBLISHABLE_KEY', 'sb_publishable_'),
    secret: key(settings, 'SUPABASE_SECRET_KEY', 'sb_secret_'),
  };
}

function key(settings: NodeJS.ProcessEnv, name: string, prefix: string): string {
  const value = settings[name] ?? '';
  if (value.startsWith(prefix) && value.length >= prefix.length + 20) return value;
  const fault =
    value === '' ? 'is not set' : `does not begin with ${prefix} and 20 random characters`;
  throw new LocalStackError(`${name} ${fault}. Set it in .env; .env.example shows how.`);
}

/** Throws `LocalStackError` for anything that is no port. */
export function portFrom(settings: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const port = Number(settings[name] || fallback);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new LocalStackError(`${name} is "${settings[name]}", which is no port. Set it in .env.`);
}
