import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import { LocalStackError } from '../../local-stack-error.ts';
import { denoProgram } from '../../deno-program.ts';
import { freePort } from '../../ports.ts';
import type { EdgeFunction } from './find.ts';

export interface FunctionProcess {
  /** Address of the running function. */
  origin: string;
  pid: number | undefined;
  stop(): Promise<void>;
}

export interface Start {
  directory: string;
  env: Record<string, string>;
  print: (name: string, line: string) => void;
  ended: (name: string) => void;
}

const startMs = 60_000;

/** Starts a function in a Deno of its own and waits until it answers. Throws with what it printed if it does not. */
export async function startFunction(
  { name, entrypoint, configFile }: EdgeFunction,
  { directory, env, print, ended }: Start,
): Promise<FunctionProcess> {
  const port = (await freePort()) ?? 0;
  const child = spawn(
    denoProgram(),
    [
      'serve',
      '--quiet',
      '--no-prompt',
      '--allow-net',
      '--allow-env',
      `--allow-read=${directory}`,
      '--host=127.0.0.1',
      `--port=${port}`,
      ...(configFile ? ['--config', configFile] : []),
      entrypoint,
    ],
    { env: { ...env, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true },
  );
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lastLines.splice(0, lastLines.length - 19, ...lastLines.slice(-19), line);
      print(name, line);
    });
  }
  // Also when this process breaks off without closing what it has opened.
  const endWithThisProcess = () => void child.kill();
  process.once('exit', endWithThisProcess);
  child.once('exit', () => {
    process.off('exit', endWithThisProcess);
    ended(name);
  });
  if (await listens(port, child)) {
    return { origin: `http://127.0.0.1:${port}`, pid: child.pid, stop: () => stop(child) };
  }
  await stop(child);
  throw new LocalStackError(`The function ${name} does not start:\n${lastLines.join('\n')}`);
}

async function listens(port: number, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + startMs;
  while (isRunning(child) && Date.now() < deadline) {
    if (await accepts(port)) return true;
    await sleep(50);
  }
  return false;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = sleep(5_000, 'late', { ref: false });
  if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL');
  await ended;
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}
