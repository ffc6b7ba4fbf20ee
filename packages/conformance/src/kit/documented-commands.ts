import fs from 'node:fs';
import path from 'node:path';
import type { CommandName, CommandRun } from '../contract/host.ts';
import type { Kit } from './kit.ts';

/** How the package manager of a project is called for a script, as its README writes it. */
export function scriptCommand(folder: string, script: string): [string, ...string[]] {
  const isPnpm = fs.existsSync(path.join(folder, 'pnpm-lock.yaml'));
  return isPnpm ? ['pnpm', script] : ['npm', 'run', script];
}

/** A project whose README documents commands. */
export interface Commanded {
  readonly folder: string;
  /** The names of the commands' scripts in its package.json. */
  readonly scripts: Readonly<Record<CommandName, string>>;
  /** The settings that they run with. */
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a documented command to its end. */
export async function runDocumented(
  kit: Pick<Kit, 'spawn'>,
  { folder, scripts, env }: Commanded,
  name: CommandName,
  parameters: readonly string[],
): Promise<CommandRun> {
  const [program, ...words] = scriptCommand(folder, scripts[name]);
  const separator = program === 'npm' && parameters.length > 0 ? ['--'] : [];
  const run = kit.spawn(name, program, [...words, ...separator, ...parameters], {
    cwd: folder,
    // A copy shares the packages of the project, and pnpm would install them anew before a script.
    env: { ...env, pnpm_config_verify_deps_before_run: 'false' },
  });
  return { ...(await run.finished), documentedAs: [program, ...words].join(' ') };
}
