import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { command, CommandError } from './support/command.ts';
import { root } from './support/project.ts';

// The official local stack, in Docker, or with `--runtime native` as plain processes that the CLI downloads.
await command(async () => {
  const manifest = createRequire(import.meta.url).resolve('supabase/package.json');
  const program = join(dirname(manifest), 'dist', 'supabase.js');
  const given = process.argv.slice(2).filter((argument) => argument !== '--');
  const native = given.includes('native') ? { SUPABASE_EXPERIMENTAL_STACK: '1' } : {};
  const { status } = spawnSync(process.execPath, [program, 'start', ...given], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...native, SUPABASE_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) throw new CommandError('The official stack has not started; see above.');
});
