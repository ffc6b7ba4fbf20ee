import { readFile } from 'node:fs/promises';

import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { findings } from '../scripts/support/advisors.ts';
import { databaseUrl } from '../scripts/support/database.ts';
import { runTests, testFiles } from '../scripts/support/pgtap.ts';
import { databaseTypes, typesFile } from '../scripts/support/types.ts';

let url: string;
let client: Client;

beforeAll(async () => {
  url = await databaseUrl();
  client = new Client(url);
  await client.connect();
});

afterAll(() => client.end());

describe('pgTAP', () => {
  it.each(testFiles())('%s', async (file) => {
    const [run] = await runTests(client, [file]);
    expect(run?.failures).toEqual([]);
    expect(run?.passed).toBeGreaterThan(0);
  });

  // What guards the data is guarded itself: without it, the tests of its kind fail.
  it.each([
    ['a grant that is missing', 'grants', 'revoke select on public.notes from authenticated'],
    ['a grant too many', 'grants', 'grant update (owner_id) on public.notes to authenticated'],
    ['a function for everybody', 'grants', 'grant execute on function public.clean_up to anon'],
    ['a policy that is missing', 'policies', 'drop policy "notes: read own" on public.notes'],
    [
      'a bucket rule that is missing',
      'policies',
      'drop policy "quarantine: upload what was begun" on storage.objects',
    ],
    ['rules that are off', 'policies', 'alter table public.exports disable row level security'],
    ['an index that is missing', 'indexes', 'drop index public.attachments_owner_id_idx'],
    [
      'a policy that lets everybody in',
      'isolation',
      'alter policy "notes: read own" on public.notes using (true)',
    ],
    [
      'a bucket that lets everybody in',
      'isolation',
      'alter policy "attachments and exports: read own" on storage.objects using (true)',
    ],
  ])('finds %s', async (_what, file, change) => {
    const [run] = await runTests(client, [`${file}.test.sql`], change);
    expect(run?.failures).not.toEqual([]);
  });
});

describe('the advisors of Supabase', () => {
  it('find nothing', async () => {
    expect(await findings(url)).toEqual([]);
  });

  it('would find a table that is open to all', async () => {
    await client.query('create table public.open (id integer primary key)');
    await client.query('grant select on public.open to anon');
    try {
      expect(await findings(url)).toMatchObject([{ name: 'rls_disabled_in_public' }]);
    } finally {
      await client.query('drop table public.open');
    }
  });
});

it('the generated types fit the database', async () => {
  expect(await databaseTypes(url)).toBe(await readFile(typesFile, 'utf8'));
});
