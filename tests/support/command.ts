import { execa } from 'execa';
import path from 'node:path';
import { ROOT } from './repository.ts';

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const ENTRY = path.join(ROOT, 'apps', 'create-plinth', 'src');

/** Runs one of the commands from the sources, without a terminal and without a shell. */
export async function command(
  program: 'create-plinth' | 'plinth',
  argv: readonly string[],
  options: { readonly cwd: string; readonly env?: Record<string, string> },
): Promise<Run> {
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    [path.join(ENTRY, `${program}.ts`), ...argv],
    {
      cwd: options.cwd,
      reject: false,
      stdin: 'ignore',
      extendEnv: true,
      env: { npm_config_user_agent: undefined, CI: undefined, ...options.env },
      stripFinalNewline: true,
    },
  );
  return { code: exitCode ?? -1, stdout, stderr };
}

/** The object that `--json` printed; fails where standard output holds anything else. */
// The caller says what it expects; an assertion on the value follows.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function jsonOf<T = Record<string, unknown>>(run: Run): T {
  return JSON.parse(run.stdout) as T;
}
