import { spawn, type SpawnOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildOrder, ChildReport } from './apply-child.ts';

const SCRIPT = fileURLToPath(new URL('apply-child.ts', import.meta.url));

export interface ChildResult {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly report: ChildReport | undefined;
  readonly errors: string;
}

export interface ChildOptions extends Pick<SpawnOptions, 'uid' | 'gid'> {
  /** Command before `node`, as `['unshare', '-m']`. */
  readonly wrapper?: readonly string[];
  /** Called when the child is about to apply; gets the child's number. */
  readonly onStarted?: (pid: number) => void;
}

/** Runs `apply-child.ts` to its end. */
export function runChild(order: ChildOrder, options: ChildOptions = {}): Promise<ChildResult> {
  const { wrapper = [], onStarted, ...rest } = options;
  const line = [...wrapper, process.execPath, SCRIPT, JSON.stringify(order)];
  const [command = '', ...args] = line;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...rest, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    let started = false;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (started || !output.startsWith('started\n')) return;
      started = true;
      if (child.pid !== undefined) onStarted?.(child.pid);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (status, signal) => {
      const last = output.split('\n')[1] ?? '';
      const report = last === '' ? undefined : (JSON.parse(last) as ChildReport);
      resolve({ status, signal, report, errors });
    });
  });
}
