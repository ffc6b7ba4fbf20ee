import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { startLocalPostgres, stopLocalPostgres } from './server.ts';
import { serverUser } from './place.ts';

const launcher = new URL('./server.ts', import.meta.url).href;

let workspace: string;
let project: string;
const serverFolders = new Set<string>();

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'local-postgres-test-'));
  project = mkdtempSync(join(workspace, 'project-'));
});

afterEach(async () => {
  await stopLocalPostgres(project);
  for (const folder of serverFolders) rmSync(folder, { recursive: true, force: true });
  serverFolders.clear();
  rmSync(workspace, { recursive: true, force: true });
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

/** Also remembers where the files are: as root they are not in the project. */
async function dataDirectory(url: string): Promise<string> {
  const [answer] = await query(url, 'show data_directory');
  const data = z.string().parse(answer);
  if (serverUser) serverFolders.add(dirname(dirname(data)));
  return data;
}

async function startInOwnProcess(): Promise<string> {
  const script = `
    import { startLocalPostgres } from ${JSON.stringify(launcher)};
    const { url } = await startLocalPostgres(${JSON.stringify(project)});
    console.log(url);`;
  const node = promisify(execFile);
  const { stdout } = await node(process.execPath, ['--input-type=module', '--eval', script]);
  return stdout.trim();
}

describe('the local Postgres', { timeout: 60_000 }, () => {
  test('is one server for processes that start it at the same time', async () => {
    const urls = await Promise.all([startInOwnProcess(), startInOwnProcess(), startInOwnProcess()]);
    const starts = await Promise.all(
      urls.map((url) => query(url, 'select pg_postmaster_start_time()::text')),
    );
    await dataDirectory(urls[0]);

    expect(new Set(urls).size).toBe(1);
    expect(new Set(starts.flat()).size).toBe(1);
  });

  test('comes back with its data after the server was killed', async () => {
    const { url } = await startLocalPostgres(project);
    await query(url, 'create table kept as select 42 as answer');
    await query(url, 'checkpoint');
    const pidFile = join(await dataDirectory(url), 'postmaster.pid');
    process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGKILL');

    const again = await startLocalPostgres(project);

    expect(await query(again.url, 'select answer from kept')).toEqual([42]);
  });

  test('stops, and can be started again on the same address', async () => {
    const first = await startLocalPostgres(project);
    await dataDirectory(first.url);
    await first.stop();

    await expect(query(first.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
    expect(await stopLocalPostgres(project)).toBe(false);
    expect((await startLocalPostgres(project)).url).toBe(first.url);
  });

  test('gives a copied project its own database and leaves the first one alone', async () => {
    const original = await startLocalPostgres(project);
    await dataDirectory(original.url);
    await query(original.url, 'create table mine ()');
    const copied = join(workspace, 'copy');
    cpSync(project, copied, { recursive: true });

    const copy = await startLocalPostgres(copied);
    try {
      await dataDirectory(copy.url);
      expect(await query(copy.url, "select to_regclass('mine')")).toEqual([null]);
      expect(await query(original.url, "select to_regclass('mine')::text")).toEqual(['mine']);
    } finally {
      await copy.stop();
    }
  });

  test('keeps the database of a project that was moved while the server ran', async () => {
    const before = await startLocalPostgres(project);
    await dataDirectory(before.url);
    await query(before.url, 'create table mine ()');
    await query(before.url, 'checkpoint');
    const moved = join(workspace, 'moved');
    renameSync(project, moved);
    project = moved;

    const after = await startLocalPostgres(moved);

    expect(await query(after.url, "select to_regclass('mine')::text")).toEqual(['mine']);
  });
});
