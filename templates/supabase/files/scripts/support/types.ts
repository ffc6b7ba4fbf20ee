import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { CommandError } from './command.ts';
import { root } from './settings.ts';
import { supabase } from './supabase-cli.ts';

/** Beside the functions, because a deployment takes along only what lies there; `src` uses it from here. */
export const typesFile = join(root, 'supabase', 'functions', '_shared', 'database.types.ts');

/** The types of what the database offers to clients, in the format of this project. */
export async function databaseTypes(url: string): Promise<string> {
  const { code, output, errors } = await supabase(['gen', 'types', '--schema=public'], url);
  if (code !== 0) throw new CommandError(errors || output);
  const formatter = createRequire(import.meta.url)
    .resolve('oxfmt/package.json')
    .replace(/package\.json$/, 'bin/oxfmt');
  const formatted = spawnSync(process.execPath, [formatter, '--stdin-filepath', typesFile], {
    cwd: root,
    input: `// Written by "db:types" from the migrations; not by hand.\n${output}`,
    encoding: 'utf8',
  });
  if (formatted.status !== 0) throw new CommandError(formatted.stderr);
  return formatted.stdout;
}
