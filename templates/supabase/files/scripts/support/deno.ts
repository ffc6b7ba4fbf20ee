import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { denoProgram } from '../../tools/local/deno-program.ts';
import { CommandError } from './command.ts';
import { root } from './project.ts';

const folder = join(root, 'supabase', 'functions');

/** The entry of each function: of the folders there that are neither shared code nor tests. */
export function functionEntries(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(?:_|tests$)/.test(entry.name))
    .map((entry) => `${entry.name}/index.ts`);
}

/** The packages that the functions import in another version than the rest of the project. */
export function differentVersions(): string[] {
  const { imports = {} } = manifest(join(folder, 'deno.json'));
  const { dependencies, devDependencies } = manifest(join(root, 'package.json'));
  const versions = { ...devDependencies, ...dependencies };
  return Object.entries(imports)
    .filter(([name, from]) => versions[name] && from !== `npm:${name}@${versions[name]}`)
    .map(([name]) => name);
}

type Lists = 'imports' | 'dependencies' | 'devDependencies';

function manifest(file: string): Partial<Record<Lists, Record<string, string>>> {
  return JSON.parse(readFileSync(file, 'utf8')) as ReturnType<typeof manifest>;
}

/** Runs Deno in the folder of the functions. @throws CommandError if it fails */
export function deno(parameters: readonly string[]): void {
  const { status } = spawnSync(denoProgram(), parameters, {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, DENO_NO_UPDATE_CHECK: '1' },
  });
  if (status !== 0) throw new CommandError(`deno ${parameters[0]} has failed; see above.`);
}
