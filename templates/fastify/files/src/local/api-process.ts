import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { eachLine } from './log-lines.ts';

const windows = process.platform === 'win32';

const parameters = [
  // The folder, because without it a file that does not parse is no longer watched.
  '--watch-path=src',
  '--watch-preserve-output',
  '--env-file-if-exists=.env',
];

export interface DevelopmentProcess {
  /** Settles when the process has ended, whoever ended it. */
  ended: Promise<void>;
  stop(graceMs: number): Promise<void>;
}

export interface ApiProcess extends DevelopmentProcess {
  /** True as soon as the API answers, which may take a correction of the source; false if it ended. */
  ready: Promise<boolean>;
}

/** How both processes are run. */
export interface Start {
  directory: string;
  env: NodeJS.ProcessEnv;
  /** Gets each line that the process prints. */
  print: (line: string) => void;
}

/** Starts the API so that it restarts when a source file changes. */
export function startApi(start: Start, isReady: () => Promise<boolean>): ApiProcess {
  const { child, ...api } = startWatched('src/main.ts', start);
  return { ...api, ready: becomesReady(isReady, child) };
}

/** Starts the worker in the same way. */
export function startWorker(start: Start): DevelopmentProcess {
  return startWatched('src/worker.ts', start);
}

function startWatched(script: string, { directory, env, print }: Start) {
  const child = spawn(process.execPath, [...parameters, script], {
    cwd: directory,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    // In a group of its own, so that Ctrl-C reaches it once and through `stop` only.
    detached: !windows,
  });
  eachLine(child.stdout, print);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return { child, ended, stop: (graceMs: number) => stop(child, ended, graceMs) };
}

async function becomesReady(
  isReady: () => Promise<boolean>,
  child: ChildProcess,
): Promise<boolean> {
  while (isRunning(child)) {
    if (await isReady()) return true;
    await sleep(100);
  }
  return false;
}

async function stop(child: ChildProcess, ended: Promise<void>, graceMs: number): Promise<void> {
  if (!isRunning(child)) return;
  if (windows) {
    await killTree(child);
  } else {
    child.kill('SIGTERM');
    const late = sleep(graceMs, 'late', { ref: false });
    if ((await Promise.race([ended, late])) === 'late') await killTree(child);
  }
  await ended;
}

/** The watching process and the API that it runs. */
async function killTree({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined) return;
  if (!windows) {
    process.kill(-pid, 'SIGKILL');
    return;
  }
  const taskkill = spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
  await once(taskkill, 'exit');
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}
