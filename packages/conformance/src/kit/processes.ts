import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Finished } from '../contract/host.ts';

/** A program that runs, in a process group of its own. */
export interface RunningProcess extends AsyncDisposable {
  readonly pid: number;
  readonly ended: boolean;
  /** What it printed so far, both streams. */
  output(): string;
  /** Settles when it has ended and its output is read. */
  readonly finished: Promise<Finished>;
  /** To the process itself, not to its group. */
  signal(name: NodeJS.Signals): void;
}

export interface SpawnOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** File to which the output is appended, for a person to read after a failure. */
  readonly log: string;
}

/** Between the signal that lets a process clean up and the one that ends it. */
const GRACE_MS = 8000;

/** Starts a program without a shell. Disposing ends its whole group: SIGTERM, then SIGKILL after 8 seconds. */
export function startProcess(
  file: string,
  parameters: readonly string[],
  { cwd, env, log }: SpawnOptions,
): RunningProcess {
  const child = spawn(file, parameters, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const group = child.pid ?? 0;
  let output = '';
  let ended = false;
  let disposal: Promise<void> | undefined;
  const collect = (bytes: Buffer): void => {
    output += bytes.toString();
    fs.appendFileSync(log, bytes);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => (ended = true));
    child.on('close', (code) => {
      resolve({ code, output });
    });
  });
  finished.catch(() => (ended = true));
  return {
    pid: group,
    get ended() {
      return ended;
    },
    output: () => output,
    finished,
    signal: (name) => void child.kill(name),
    [Symbol.asyncDispose]: () => (disposal ??= endGroup(group)),
  };
}

/** Ends a process group and waits until none of its processes is left. */
export async function endGroup(group: number, graceMs = GRACE_MS): Promise<void> {
  if (group === 0) return;
  signalGroup(group, 'SIGTERM');
  for (let waited = 0; signalGroup(group, 0) && waited < graceMs; waited += 25) await sleep(25);
  signalGroup(group, 'SIGKILL');
}

function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
