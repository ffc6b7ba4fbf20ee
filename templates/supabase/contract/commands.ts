import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { CommandName, CommandRun } from '@plinth/conformance/contract/host';
import type { Kit } from '@plinth/conformance/kit/kit';

const SCRIPTS: Readonly<Record<CommandName, string>> = {
  migrate: 'db:push',
  'make-admin': 'admin:make',
  'list-dead-letters': 'jobs:dead',
  'retry-dead-letter': 'jobs:retry',
};

/** How the package manager of a project is called, as its README writes it. */
export function scriptCommand(folder: string, script: string): [string, ...string[]] {
  return existsSync(join(folder, 'pnpm-lock.yaml')) ? ['pnpm', script] : ['npm', 'run', script];
}

/** Runs documented commands with the settings of a running stack. */
export function commands(
  kit: Kit,
  folder: string,
  env: Readonly<Record<string, string>>,
): (name: CommandName, ...parameters: string[]) => Promise<CommandRun> {
  return async (name, ...parameters) => {
    const [program, ...words] = scriptCommand(folder, SCRIPTS[name]);
    const separator = program === 'npm' && parameters.length > 0 ? ['--'] : [];
    const run = kit.spawn(name, program, [...words, ...separator, ...parameters], {
      cwd: folder,
      // A copy shares the packages of the project, and pnpm would install them anew before a script.
      env: { ...env, pnpm_config_verify_deps_before_run: 'false' },
    });
    return { ...(await run.finished), documentedAs: [program, ...words].join(' ') };
  };
}
