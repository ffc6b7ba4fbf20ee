import { fileURLToPath } from 'node:url';

import { readSettings } from '../../tools/local/settings.ts';
import { CommandError } from './command.ts';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** `.env` and the environment, which wins over it. */
export const settings: NodeJS.ProcessEnv = readSettings(root);

/** A setting that a command cannot do without. @throws CommandError that names it */
export function required(name: string): string {
  const value = settings[name];
  if (value) return value;
  throw new CommandError(`${name} is not set. Set it in .env or in the environment.`);
}

/** Address of the project: the one that is set, or that of the local stack. */
export function projectUrl(): string {
  return settings['SUPABASE_URL'] || `http://127.0.0.1:${settings['PORT'] || '54321'}`;
}

export function isLocal(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}
