import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import type { Client, QueryResult } from 'pg';

import { CommandError } from './command.ts';
import { root } from './project.ts';

const folder = join(root, 'supabase', 'tests');

export interface TestRun {
  readonly file: string;
  readonly passed: number;
  /** The tests that failed, or what broke the file, each with its diagnosis. */
  readonly failures: readonly string[];
}

export function testFiles(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.sql'))
    .toSorted();
}

/**
 * Runs pgTAP files as `supabase test db` does, without Docker: pgTAP and everything that the tests write exist in one
 * transaction that is rolled back, so nothing is left in the database. `change` is SQL that the tests are to find.
 */
export async function runTests(
  client: Client,
  files: readonly string[],
  change = '',
): Promise<TestRun[]> {
  await client.query('begin');
  try {
    await client.query(`
      create schema tap;
      set local search_path = tap, public;
      ${pgTap()}
      grant usage on schema tap to public;
      grant execute on all functions in schema tap to public;
      ${change}`);
    const runs: TestRun[] = [];
    for (const file of files) runs.push(await runFile(client, file));
    return runs;
  } finally {
    await client.query('rollback');
  }
}

async function runFile(client: Client, file: string): Promise<TestRun> {
  // The transaction of the file, for other runners, is a savepoint of this one.
  const text = readFileSync(join(folder, file), 'utf8').replaceAll(/^(?:begin|rollback);$/gim, '');
  await client.query('savepoint file');
  try {
    const answers: unknown = await client.query(text);
    return { file, ...judge(linesOf(answers)) };
  } catch (error) {
    return { file, passed: 0, failures: [error instanceof Error ? error.message : String(error)] };
  } finally {
    await client.query('rollback to savepoint file');
  }
}

/** The text of every row: TAP, and nothing else as long as the file selects nothing else. */
function linesOf(answers: unknown): string[] {
  const results = (Array.isArray(answers) ? answers : [answers]) as QueryResult<
    Record<string, unknown>
  >[];
  return results
    .flatMap(({ rows }) => rows.flatMap((row) => Object.values(row)))
    .filter((value) => typeof value === 'string')
    .flatMap((value) => value.split('\n'));
}

/** What a TAP stream says: its plan has to be there and to be kept. */
export function judge(lines: readonly string[]): Omit<TestRun, 'file'> {
  const plan = lines.map((line) => /^1\.\.(\d+)$/.exec(line)?.[1]).find((count) => count);
  const passed = lines.filter((line) => /^ok \d+/.test(line)).length;
  const failures: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (!/^not ok \d+/.test(line)) continue;
    const next = lines.findIndex((other, at) => at > index && !other.startsWith('#'));
    failures.push(lines.slice(index, next === -1 ? undefined : next).join('\n'));
  }
  const count = passed + failures.length;
  if (plan === undefined) failures.push('The file has no plan.');
  else if (Number(plan) !== count) failures.push(`Planned were ${plan} tests, ${count} were run.`);
  return { passed, failures };
}

/** pgTAP as plain SQL, from its package. */
function pgTap(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite-pgtap');
  const archive = join(dirname(entry), 'pgtap.tar.gz');
  const member = 'share/postgresql/extension/pgtap--1.3.5.sql';
  const { status, stdout, stderr } = spawnSync('tar', ['-xzOf', archive, member], {
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  if (status !== 0) throw new CommandError(`pgTAP cannot be unpacked: ${stderr}`);
  return stdout;
}
