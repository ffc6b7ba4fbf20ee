import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { fileURLToPath } from 'node:url';

import { CommandError } from './command.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Makes `.env` part of the environment, which wins over it. */
export function loadSettings(): void {
  const file = join(root, '.env');
  if (existsSync(file)) loadEnvFile(file);
}

/** A setting that a command cannot do without. @throws CommandError that names it */
export function required(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new CommandError(`${name} is not set. Set it in .env or in the environment.`);
}
