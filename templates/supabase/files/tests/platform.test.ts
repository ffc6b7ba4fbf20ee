import { expect, test } from 'vitest';

import { newClient, serviceClient } from './support/clients.ts';
import { inDatabase } from './support/database.ts';
import { secretKey, url } from './support/environment.ts';
import { newMember } from './support/people.ts';

const asService = { apikey: secretKey };

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

test.each(['auth/v1/token', 'rest/v1/notes', 'storage/v1/object/attachments/x'])(
  'a page of another origin may call %s',
  async (path) => {
    const origin = 'https://app.example.com';
    const preflight = await fetch(`${url}/${path}`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'apikey,authorization,x-client-info',
      },
    });
    expect(preflight.ok).toBe(true);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('apikey');
    const refused = await fetch(`${url}/${path}`, { method: 'POST', headers: { origin } });
    expect(refused.ok).toBe(false);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  },
);

test('a copy says where it is', async () => {
  const [from, to] = [crypto.randomUUID(), crypto.randomUUID()];
  const bucket = serviceClient.storage.from('attachments');
  await bucket.upload(from, new Blob(['text'], { type: 'text/plain' }));
  expect((await bucket.copy(from, to)).data).toEqual({ path: `attachments/${to}` });
  expect(await (await bucket.download(to)).data?.text()).toBe('text');
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
