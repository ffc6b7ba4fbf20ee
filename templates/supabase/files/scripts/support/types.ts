import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { supabase } from '../../tools/local/supabase-cli.ts';
import { CommandError } from './command.ts';
import { root } from './project.ts';

/** Beside the functions, because a deployment takes along only what lies there; `src` uses it from here. */
export const typesFile = join(root, 'supabase', 'functions', '_shared', 'database.types.ts');

/** The types of what the database offers to clients, in the format of this project. */
export async function databaseTypes(url: string): Promise<string> {
  const output = await supabase(root, ['gen', 'types', '--schema=public', `--remote=${url}`]);
  const manifest = createRequire(import.meta.url).resolve('oxfmt/package.json');
  const program = join(dirname(manifest), 'bin', 'oxfmt');
  const formatted = spawnSync(process.execPath, [program, '--stdin-filepath', typesFile], {
    cwd: root,
    input: `// Written by "db:types" from the migrations; not by hand.\n${output}`,
    encoding: 'utf8',
  });
  if (formatted.status !== 0) throw new CommandError(formatted.stderr);
  return formatted.stdout;
}
