import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether there is `script` of util-linux, which gives a program a terminal. */
export const hasTerminal =
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;

/** A program that runs in a terminal of its own. */
export interface Session {
  /** Everything that the terminal was sent. */
  output(): string;
  /** @throws where the text does not show within the time */
  until(text: string, patience?: number): Promise<void>;
  /** Types keys: `\u0003` is Ctrl-C, `\u0004` Ctrl-D. */
  type(keys: string): void;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

/** Starts a program in a terminal. Ends with the test. */
export function openTerminal(
  argv: readonly string[],
  options: { readonly cwd: string; readonly env?: Record<string, string> },
): Session {
  const line = argv.map((part) => `'${part.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  const child = spawn('script', ['-qec', `stty columns 120 rows 40; exec ${line}`, '/dev/null'], {
    cwd: options.cwd,
    env: { ...interactiveEnvironment(), SHELL: '/bin/sh', TERM: 'xterm', ...options.env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  return {
    output: () => output,
    async until(text, patience = 20_000) {
      const deadline = Date.now() + patience;
      while (!output.includes(text)) {
        if (Date.now() > deadline || child.exitCode !== null) {
          throw new Error(`${JSON.stringify(text)} does not show in:\n${output}`);
        }
        await sleep(20);
      }
    },
    type: (keys) => child.stdin.write(keys),
    ended: endOf(child),
  };
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
}

function interactiveEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|CI$|NO_COLOR$)/.test(name)),
  );
}
