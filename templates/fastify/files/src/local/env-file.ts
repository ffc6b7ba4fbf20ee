import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import { errorCode } from './error-code.ts';

/** Creates `.env` from `.env.example` with fresh secrets; false if there is one already. */
export function createEnvFile(projectDirectory: string): boolean {
  const example = readFileSync(join(projectDirectory, '.env.example'), 'utf8');
  const secret = () => `=${randomBytes(32).toString('base64url')}`;
  const content = example.replaceAll(/=<generated>$/gm, secret);
  try {
    writeFileSync(join(projectDirectory, '.env'), content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** What a process started with this `.env` sees: the environment wins over the file. */
export function readSettings(projectDirectory: string): NodeJS.ProcessEnv {
  const file = readFileSync(join(projectDirectory, '.env'), 'utf8');
  return { ...parseEnv(file), ...process.env };
}
