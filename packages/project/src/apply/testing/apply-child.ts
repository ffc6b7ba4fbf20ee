/**
 * Applies a tree in a process of its own, to be interrupted, killed or starved.
 *
 *     node apply-child.ts '{"target": "/…", "count": 300, "dieAt": 7}'
 *
 * Prints `started`, then one line of JSON: what came of it, and what lies beside the target.
 * `dieAt` kills the process before that many changes of the disk were made.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { PlinthError } from '@plinth/schema/errors';
import { applyTree } from '../apply.ts';
import { installInterrupt } from '../interrupt.ts';
import { watchDisk } from './faults.ts';
import { largeTree } from './trees.ts';

export interface ChildOrder {
  readonly target: string;
  readonly count: number;
  readonly size?: number;
  readonly git?: boolean;
  readonly dieAt?: number;
}

export interface ChildReport {
  readonly code: string;
  readonly message: string;
  /** What lies in the folder that holds the target, if it is there. */
  readonly beside: readonly string[];
  readonly milliseconds: number;
}

const order = JSON.parse(process.argv[2] ?? '') as ChildOrder;
const { target, count, size, git = false, dieAt } = order;
const interrupt = installInterrupt();
const tree = largeTree(count, size);
if (dieAt !== undefined) {
  watchDisk((change) => {
    if (change === dieAt) process.kill(process.pid, 'SIGKILL');
  });
}
process.stdout.write('started\n');
const start = performance.now();
try {
  await applyTree({ target, tree, git, interrupt });
  report('OK', '');
} catch (error) {
  if (!(error instanceof PlinthError)) throw error;
  report(error.code, error.message);
  process.exitCode = error.exitCode;
} finally {
  interrupt.dispose();
}

function report(code: string, message: string): void {
  const parent = path.dirname(target);
  const beside = existsSync(parent) ? readdirSync(parent) : [];
  const milliseconds = performance.now() - start;
  const line = { code, message, beside, milliseconds } satisfies ChildReport;
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
