import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { CommandError } from './command.ts';
import { root } from './settings.ts';

const folder = join(root, 'supabase', 'functions');

/** The entry of each function: the folders that do not begin with an underscore and have one. */
export function functionEntries(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(?:_|tests$)/.test(entry.name))
    .map((entry) => `${entry.name}/index.ts`);
}

/** Runs Deno in the folder of the functions. @throws CommandError if it fails */
export function deno(parameters: readonly string[]): void {
  const program = createRequire(import.meta.url).resolve('deno/bin.cjs');
  const { status } = spawnSync(process.execPath, [program, ...parameters], {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, DENO_NO_UPDATE_CHECK: '1' },
  });
  if (status !== 0) throw new CommandError(`deno ${parameters[0]} has failed; see above.`);
}
