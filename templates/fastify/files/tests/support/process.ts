import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { onTestFinished } from 'vitest';

import { testSecret } from './service.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

export interface RunningProcess {
  output: () => string;
  /** The exit code, once the process has ended. */
  exit: () => Promise<number | null>;
  signal: (name: NodeJS.Signals) => void;
}

/** Runs a script of the service, with no setting but the given ones, for the time of the test. */
export function run(
  script: string,
  env: Record<string, string>,
  args: string[] = [],
): RunningProcess {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: project,
    env: { PATH: process.env['PATH'], NODE_ENV: 'test', AUTH_SECRET: testSecret, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const closed = once(child, 'close');
  return {
    output: () => output,
    exit: async () => {
      await closed;
      return child.exitCode;
    },
    signal: (name) => void child.kill(name),
  };
}

/** Starts the service and waits until it listens. */
export async function startService(env: Record<string, string>) {
  const service = run('src/main.ts', { PORT: '0', ...env });
  const ended = service.exit().then((code) => {
    throw new Error(`The service ended with ${code}:\n${service.output()}`);
  });
  const listening = async (): Promise<string> => {
    for (;;) {
      const [, url] = /listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(service.output()) ?? [];
      if (url) return url;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  const url = await Promise.race([listening(), ended]);
  ended.catch(() => {});
  return { ...service, url };
}
