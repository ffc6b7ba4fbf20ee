import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { newAddress, newClient, serviceClient } from './support/clients.ts';
import { inDatabase } from './support/database.ts';
import { publishableKey, secretKey, url } from './support/environment.ts';
import { newMember } from './support/people.ts';

const asService = { apikey: secretKey };
const directory = fileURLToPath(new URL('..', import.meta.url));

describe('the local stack refuses', () => {
  test.concurrent.each([
    ['to start in production', { NODE_ENV: 'production' }, 'NODE_ENV is "production"'],
    ['a public address', { HOST: '0.0.0.0' }, 'serves this machine alone'],
    ['a public name', { HOST: 'example.com' }, 'serves this machine alone'],
    [
      'a database on another machine',
      { DATABASE_URL: 'postgres://db.example.com/x' },
      'on this machine',
    ],
    ['a key that is none', { SUPABASE_SECRET_KEY: 'guess' }, 'SUPABASE_SECRET_KEY'],
    ['a setting of functions', { JOBS_LEASE_SECONDS: 'soon' }, 'JOBS_LEASE_SECONDS: must be'],
    ['a port that is none', { PORT: 'http' }, 'PORT: must be a whole number'],
    ['a port that is taken', { PORT: new URL(url).port }, 'is taken'],
  ])('%s', async (_what, env, words) => {
    const { code, output } = await develop(env);
    expect(code).toBe(1);
    expect(output).toContain(words);
    expect(output).not.toContain('guess');
  });

  test('requests without a key of the project', async () => {
    for (const path of ['/rest/v1/notes', '/auth/v1/settings']) {
      expect((await fetch(`${url}${path}`)).status).toBe(401);
      const headers = { apikey: 'sb_secret_guess' };
      expect((await fetch(`${url}${path}`, { headers })).status).toBe(401);
    }
  });

  test('what it does not serve, in plain words', async () => {
    for (const path of ['/realtime/v1/websocket', '/graphql/v1', '/']) {
      const answer = await fetch(`${url}${path}`, { headers: { apikey: publishableKey } });
      expect(answer.status).toBe(501);
      expect(await answer.text()).toContain('not served by the local stack');
    }
  });

  test('names of functions that lead elsewhere', async () => {
    const names = ['nothing', '_shared', '..%2f..%2ftools', 'work%00', '%2e%2e'];
    const statuses = await Promise.all(
      names.map(async (name) => {
        return (await fetch(`${url}/functions/v1/${name}`, { method: 'POST' })).status;
      }),
    );
    expect(statuses).toEqual([404, 404, 404, 404, 501]);
  });
});

test('an address that has tried too often has to wait, another one has not', async () => {
  const { email } = await newMember();
  const headers = { 'x-forwarded-for': newAddress() };
  const attempt = async () => {
    const client = newClient(headers);
    return (await client.auth.signInWithPassword({ email, password: 'wrong-horse-1' })).error?.code;
  };
  const answers = [];
  for (let round = 0; round < 31; round += 1) answers.push(await attempt());

  expect(answers.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 'invalid_credentials'));
  expect(answers[30]).toBe('over_request_rate_limit');
  const elsewhere = await newClient().auth.signInWithPassword({ email, password: 'wrong-horse-1' });
  expect(elsewhere.error?.code).toBe('invalid_credentials');
});

test('a missing grant fails here as it would when hosted', async () => {
  const { client } = await newMember();
  const forged = await client
    .from('notes')
    .insert({ title: 'x', owner_id: crypto.randomUUID() } as never);
  expect(forged.error?.code).toBe('42501');
  expect((await newClient().from('notes').select()).error?.code).toBe('42501');
});

test('a migration that is applied while the stack runs is seen at once', async () => {
  const name = `late_${Date.now()}`;
  const look = async () => (await fetch(`${url}/rest/v1/${name}`, { headers: asService })).status;
  expect(await look()).toBe(404);
  await inDatabase((sql) =>
    sql.unsafe(`create table ${name} (id int); grant select on ${name} to service_role`),
  );
  await expect.poll(look).toBe(200);
  await inDatabase((sql) => sql.unsafe(`drop table ${name}`));
});

test('errors of the database arrive as PostgREST words them', async () => {
  const { client } = await newMember();
  const empty = await client.from('notes').insert({ title: '' });
  expect(empty).toMatchObject({ status: 400, error: { code: '23514' } });
  expect(empty.error?.message).toContain('notes_title_length');
  const nul = await client.from('notes').insert({ title: 'a\u0000b' });
  expect(nul).toMatchObject({ status: 400, error: { code: '22P05' } });
});

test('a link under another name is saved under that name', async () => {
  const path = crypto.randomUUID();
  const bucket = serviceClient.storage.from('attachments');
  await bucket.upload(path, new Blob(['text'], { type: 'text/plain' }));
  const { data } = await bucket.createSignedUrl(path, 60, { download: 'Größe ✓.txt' });
  const answer = await fetch(data?.signedUrl ?? '');
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent('Größe ✓.txt')}`,
  );
});

test('lists name what is in a folder, and nothing beside it', async () => {
  const folder = crypto.randomUUID();
  const bucket = serviceClient.storage.from('attachments');
  for (const path of [`${folder}/a`, `${folder}/deeper/b`, `${folder}2/c`]) {
    await bucket.upload(path, new Blob(['text'], { type: 'text/plain' }));
  }
  const names = async (prefix: string) =>
    (await bucket.list(prefix)).data?.map(({ name }) => name).toSorted();
  expect(await names(folder)).toEqual(['a', 'deeper']);
  expect(await names(`${folder}/deeper`)).toEqual(['b']);
});

function develop(env: Record<string, string>): Promise<{ code: number; output: string }> {
  const script = join(directory, 'scripts', 'dev.mjs');
  return new Promise((resolve) => {
    const options = { cwd: directory, env: { ...process.env, ...env }, timeout: 50_000 };
    execFile(process.execPath, [script], options, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr });
    });
  });
}
