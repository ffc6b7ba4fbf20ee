import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import { errorCode } from '../error-code.ts';

const pollMs = 50;
const waitMs = 150_000;
const abandonedAfterMs = 120_000;

const holderRecord = z.object({ token: z.string(), pid: z.number(), host: z.string() });
type Holder = z.infer<typeof holderRecord>;

/** Runs `work` while no other process on this machine runs it under the same lock file. */
export async function withLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const token = randomUUID();
  await acquire(file, token);
  try {
    return await work();
  } finally {
    if (readHolder(file)?.token === token) rmSync(file, { force: true });
  }
}

async function acquire(file: string, token: string): Promise<void> {
  const content = JSON.stringify({ token, pid: process.pid, host: hostname() } satisfies Holder);
  const deadline = Date.now() + waitMs;
  while (Date.now() < deadline) {
    try {
      writeFileSync(file, content, { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if (!isHeld(error)) throw error;
    }
    removeIfAbandoned(file);
    await sleep(pollMs);
  }
  throw new Error(`another process holds ${file}; delete the file if none is running`);
}

/** Windows answers EPERM instead of EEXIST while the holder is deleting the file. */
function isHeld(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'EEXIST' || (process.platform === 'win32' && code === 'EPERM');
}

function removeIfAbandoned(file: string): void {
  const holder = readHolder(file);
  if (!isAbandoned(file, holder)) return;
  // Only one waiter may remove it, or a second one would delete the lock of the first.
  const guard = `${file}.removal`;
  try {
    mkdirSync(guard);
  } catch {
    if (ageOf(guard) > abandonedAfterMs) rmSync(guard, { recursive: true, force: true });
    return;
  }
  try {
    if (readHolder(file)?.token === holder?.token) rmSync(file, { force: true });
  } finally {
    rmdirSync(guard);
  }
}

function isAbandoned(file: string, holder: Holder | undefined): boolean {
  if (holder?.host === hostname() && !isProcessAlive(holder.pid)) return true;
  return ageOf(file) > abandonedAfterMs;
}

function readHolder(file: string): Holder | undefined {
  try {
    return holderRecord.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined; // gone, or being written at this moment
  }
}

function ageOf(path: string): number {
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return modified === undefined ? 0 : Date.now() - modified;
}

/** True as well for a process of another user (EPERM). */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
