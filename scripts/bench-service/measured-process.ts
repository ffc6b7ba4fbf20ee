import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { BenchProject } from './project.ts';

/** What a process has used since its start: CPU time in microseconds, resident memory in bytes. */
export interface Usage {
  readonly cpu: number;
  readonly rss: number;
}

export interface MeasuredProcess {
  usage(): Promise<Usage>;
  /** Asks it to end and waits; the exit code. */
  stop(): Promise<number | null>;
}

const START_MS = 60_000;

/** Starts a program of the project, and waits until a line of its output says that it is ready. */
export async function startMeasured(
  { folder, node }: Pick<BenchProject, 'folder' | 'node'>,
  script: string,
  env: Record<string, string>,
  ready: RegExp,
): Promise<MeasuredProcess> {
  const usage = path.join(folder, 'bench', 'usage.mjs');
  const child = spawn(node, ['--import', usage, script], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  try {
    await readyLine(child, script, ready);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    async usage() {
      const answer = once(child, 'message');
      child.send('usage');
      return (await answer)[0] as Usage;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
  };
}

/** Logs go on into a pipe that is read, as in production. */
function readyLine(child: ChildProcess, script: string, ready: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    let isReady = false;
    const late = setTimeout(() => {
      reject(new Error(`${script} did not start:\n${output}`));
    }, START_MS);
    const read = (chunk: Buffer): void => {
      if (isReady) return;
      output += chunk.toString();
      if (!ready.test(output)) return;
      isReady = true;
      clearTimeout(late);
      resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`${script} ended with ${code}:\n${output}`));
    });
  });
}
