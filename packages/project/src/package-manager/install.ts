import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import type { PackageManager } from '@plinth/schema/spec';
import { PlinthError } from '@plinth/schema/errors';
import type { Interrupt } from '../apply/interrupt.ts';
import { installEnvironment } from './environment.ts';
import { endGroup } from './process-group.ts';

export interface InstallOptions {
  readonly directory: string;
  readonly packageManager: PackageManager;
  /** Called with each line that the package manager prints. */
  readonly onLine: (line: string) => void;
  /** The first signal ends the installation, a later one does not wait for it. */
  readonly interrupt: Interrupt;
  /** What the user can do where it fails. */
  readonly hint: string;
}

/** Lines of output that are kept for the error text. */
const TAIL = 15;

/** How long the package manager has to end after a signal. This and the others are in milliseconds. */
const PATIENCE = 5000;

/** A terminal's Ctrl-C and the same signal handed on by npm arrive together; they are one. */
const SAME_SIGNAL = 300;

/** How long output is waited for after the package manager has ended: what it left running may hold the pipe. */
const LAST_OUTPUT = 1000;

/**
 * Installs the dependencies of a project, without a shell. Returns early where it was interrupted; what was
 * installed until then stays.
 *
 * @throws PlinthError INSTALL_FAILED with the end of what was printed; the project stays as it is
 */
export async function installDependencies(options: InstallOptions): Promise<void> {
  const { directory, packageManager, onLine, interrupt, hint } = options;
  const { execa } = await import('execa');
  if (interrupt.signal !== undefined) return;
  const child = execa(packageManager, ARGUMENTS[packageManager], {
    cwd: directory,
    all: true,
    stdin: 'ignore',
    buffer: false,
    reject: false,
    // A group of its own, which can be ended with all that scripts of dependencies have started. It
    // does not get the terminal's Ctrl-C; `stopAt` hands that on.
    detached: process.platform !== 'win32',
    extendEnv: false,
    env: {
      ...installEnvironment(process.env),
      npm_config_update_notifier: 'false',
      ADBLOCK: '1',
      DISABLE_OPENCOLLECTIVE: '1',
    },
  });
  const tail: string[] = [];
  createInterface({ input: child.all }).on('line', (text) => {
    const line = stripVTControlCharacters(text).trim();
    if (line === '') return;
    tail.push(line);
    if (tail.length > TAIL) tail.shift();
    onLine(line);
  });
  const exit = exitOf(child);
  const stop = stopAt(interrupt, child);
  const result = await Promise.race([child, exit.promise, stop.promise]);
  exit.forget();
  stop.forget();
  // What the package manager left running may hold the pipes, and with them this process.
  child.stdout.destroy();
  child.stderr.destroy();
  if (result === 'stopped' || interrupt.signal !== undefined || isSuccess(result)) return;
  throw new PlinthError('INSTALL_FAILED', `Installing dependencies failed: ${reason(result)}`, {
    hint,
    cause: tail.join('\n'),
  });

  function reason({ code, exitCode, signal }: Ended): string {
    if (code === 'ENOENT') return `${packageManager} was not found`;
    if (signal) return `ended by ${signal}`;
    return exitCode === undefined
      ? `${packageManager} cannot be started (${code ?? 'no reason given'})`
      : `exit code ${exitCode}`;
  }
}

const ARGUMENTS: Record<PackageManager, string[]> = {
  npm: ['install', '--no-audit', '--no-fund', '--loglevel=error'],
  pnpm: ['install', '--reporter=append-only'],
};

/** How a process ended, or the system's code for why it did not start. */
interface Ended {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly code?: string | undefined;
}

function isSuccess({ exitCode, signal, code }: Ended): boolean {
  return exitCode === 0 && signal === undefined && code === undefined;
}

interface Watch<T> {
  readonly promise: Promise<T>;
  forget(): void;
}

/** The end of the process itself, some time after it, whoever still holds its output. */
function exitOf(child: ChildProcess): Watch<Ended> {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<Ended>((resolve) => {
    child.once('exit', (exitCode, signal) => {
      timer = setTimeout(() => {
        resolve({ exitCode: exitCode ?? undefined, signal: signal ?? undefined });
      }, LAST_OUTPUT);
    });
  });
  return {
    promise,
    forget: () => {
      clearTimeout(timer);
    },
  };
}

/** Ends the process and what it started: asks at the first signal, kills at the next or when patience ends. */
function stopAt(interrupt: Interrupt, child: ChildProcess): Watch<'stopped'> {
  let timer: NodeJS.Timeout | undefined;
  let forget = (): void => undefined;
  const promise = new Promise<'stopped'>((resolve) => {
    const kill = (): void => {
      endGroup(child, 'SIGKILL');
      resolve('stopped');
    };
    let asked: number | undefined;
    forget = interrupt.onInterrupt(() => {
      const now = performance.now();
      if (asked === undefined) {
        asked = now;
        timer = setTimeout(kill, PATIENCE);
        // What it started may stay although it has ended.
        child.once('exit', kill);
        endGroup(child, 'SIGTERM');
      } else if (now - asked > SAME_SIGNAL) {
        kill();
      }
    });
  });
  return {
    promise,
    forget: () => {
      clearTimeout(timer);
      forget();
    },
  };
}
