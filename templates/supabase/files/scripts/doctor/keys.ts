import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { root, settings } from '../support/project.ts';
import { type Check, fault, ok, unknown } from './check.ts';

/** Keys of the current form, and secrets where nobody else reads them. */
export const keyChecks: readonly Check[] = [
  {
    name: 'The keys are a publishable and a secret one',
    async run() {
      const wrong = [
        ['SUPABASE_PUBLISHABLE_KEY', 'sb_publishable_'],
        ['SUPABASE_SECRET_KEY', 'sb_secret_'],
      ].filter(([name = '', prefix = '']) => !settings[name]?.startsWith(prefix));
      const names = wrong.map(([name]) => name).join(', ');
      return wrong.length === 0 ? ok() : fault(`Not of the current form: ${names}`);
    },
  },
  {
    name: 'Only you can read .env',
    async run() {
      const file = statSync(join(root, '.env'), { throwIfNoEntry: false });
      if (!file || process.platform === 'win32') return unknown('There is no .env with a mode');
      const mode = file.mode & 0o777;
      return (mode & 0o077) === 0 ? ok() : fault(`Its mode is ${mode.toString(8)}: chmod 600 .env`);
    },
  },
  {
    name: 'Git does not know .env',
    async run() {
      const { status, stdout, error } = spawnSync('git', ['ls-files', '.env'], {
        cwd: root,
        encoding: 'utf8',
      });
      if (error || status !== 0) return unknown('This is no Git repository');
      return stdout.trim() === '' ? ok() : fault('Take it out of the repository, replace the keys');
    },
  },
];
