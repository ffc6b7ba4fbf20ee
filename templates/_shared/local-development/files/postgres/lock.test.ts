import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { withLock } from './lock.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-test-'));
  file = join(folder, 'lock');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('lets one holder work at a time and leaves nothing behind', async () => {
  let working = 0;
  let most = 0;
  const work = async () => {
    working += 1;
    most = Math.max(most, working);
    await sleep(20);
    working -= 1;
  };
  await Promise.all(Array.from({ length: 5 }, () => withLock(file, work)));

  expect(most).toBe(1);
  expect(existsSync(file)).toBe(false);
});

test('is released when the work fails', async () => {
  const failing = withLock(file, () => Promise.reject(new Error('no')));

  await expect(failing).rejects.toThrow('no');
  expect(await withLock(file, () => Promise.resolve('free'))).toBe('free');
});

test('is taken over at once from a process that has died', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(file, JSON.stringify({ token: 'dead', pid, host: hostname() }));

  const begin = Date.now();
  await Promise.all([1, 2, 3].map(() => withLock(file, () => Promise.resolve())));

  expect(Date.now() - begin).toBeLessThan(2_000);
});

test('is taken over after two minutes from a process on another machine', async () => {
  writeFileSync(file, JSON.stringify({ token: 'far', pid: 1, host: `not-${hostname()}` }));
  const twoMinutesAgo = new Date(Date.now() - 121_000);
  utimesSync(file, twoMinutesAgo, twoMinutesAgo);

  expect(await withLock(file, () => Promise.resolve('mine'))).toBe('mine');
});
