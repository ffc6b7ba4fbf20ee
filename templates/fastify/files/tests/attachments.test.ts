import { setTimeout as sleep } from 'node:timers/promises';

import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';

import { type Attachment, storageKey } from '../src/features/attachments/model.ts';
import { attachments } from '../src/features/attachments/schema.ts';
import { newMember } from './support/accounts.ts';
import type { Problem } from './support/api-client.ts';
import {
  type AttachmentPage,
  download,
  jpeg,
  newNote,
  pdf,
  png,
  pngOf,
  storedKeys,
  tryUpload,
  upload,
} from './support/attachments.ts';
import { useService } from './support/service.ts';
import { useS3Server } from './support/storages.ts';

interface Link {
  url: string;
  expiresAt: string;
}

const s3 = await useS3Server();
const env = { SIGNED_LINK_SECONDS: '1' };
const onDisk = await useService(env);
const onS3 = await useService({ ...env, ...s3.env });

const megabyte = 1024 * 1024;
const limit = 10 * megabyte;

describe.each([
  ['on the local disk', onDisk],
  ['on S3', onS3],
])('attachments %s', async (_place, service) => {
  const { client: member } = await newMember(service);
  const { client: stranger } = await newMember(service);
  const outsider = service.client();

  test.each([
    ['nothing at all', Buffer.alloc(0), 'text/plain'],
    ['one byte', Buffer.from('a'), 'text/plain'],
    ['text', Buffer.from('Grüße 😀\r\n\tשלום\n'), 'text/plain'],
    ['a PDF', pdf, 'application/pdf'],
    ['a JPEG', jpeg, 'image/jpeg'],
    ['a PNG', png, 'image/png'],
    ['5 MiB', pngOf(5 * megabyte), 'image/png'],
    ['just as much as is allowed', pngOf(limit), 'image/png'],
  ])('come back identical, with the type of their content: %s', async (name, bytes, type) => {
    const note = await newNote(member);
    const created = await tryUpload(member, note.id, name, bytes);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ noteId: note.id, name, type, size: bytes.length });
    const path = `/v1/attachments/${created.body.id}`;
    expect(created.headers.get('location')).toBe(path);

    const answer = await download(member, `${path}/content`);
    expect(answer.status).toBe(200);
    expect(answer.bytes.equals(bytes)).toBe(true);
    expect(answer.headers.get('content-type')?.split(';')[0]).toBe(type);
    expect(answer.headers.get('content-length')).toBe(String(bytes.length));
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
  });

  test('are taken with any declared type, and without one', async () => {
    const note = await newNote(member);
    const json = await tryUpload(
      member,
      note.id,
      'a.json',
      Buffer.from('{"a":'),
      'application/json',
    );
    expect([json.status, json.body.type]).toEqual([201, 'text/plain']);
    const path = `/v1/notes/${note.id}/attachments?name=a.png`;
    for (const body of [png, null]) {
      const headers = { authorization: `Bearer ${member.token}` };
      const answer = await fetch(service.url + path, { method: 'POST', headers, body });
      expect(answer.status).toBe(201);
    }
  });

  test('are listed and deleted, bytes included', async () => {
    const note = await newNote(member);
    const path = `/v1/notes/${note.id}/attachments`;
    const first = await upload(member, note.id, 'first.txt', Buffer.from('1'));
    const second = await upload(member, note.id, 'second.txt', Buffer.from('2'));
    expect((await member.get<AttachmentPage>(path)).body).toEqual({
      items: [second, first],
      nextCursor: null,
    });
    const page = await member.get<AttachmentPage>(`${path}?limit=1`);
    const rest = await member.get<AttachmentPage>(`${path}?cursor=${page.body.nextCursor}`);
    expect([...page.body.items, ...rest.body.items]).toEqual([second, first]);

    const shouted = first.id.toUpperCase();
    expect((await member.delete(`/v1/attachments/${shouted}`)).status).toBe(204);
    expect((await member.delete(`/v1/attachments/${first.id}`)).status).toBe(404);
    expect((await member.get(`/v1/attachments/${first.id}`)).status).toBe(404);
    expect((await member.get(`/v1/attachments/${first.id}/content`)).status).toBe(404);
    expect((await member.get<AttachmentPage>(path)).body.items).toEqual([second]);
    const keys = await storedKeys(service);
    expect(keys).not.toContain(storageKey(first.id));
    expect(keys).toContain(storageKey(second.id));
  });

  test('are out of reach for other members and outsiders', async () => {
    const note = await newNote(member);
    const { id } = await upload(member, note.id, 'private.txt', Buffer.from('private'));
    const routes: [string, string][] = [
      ['GET', `/v1/notes/${note.id}/attachments`],
      ['POST', `/v1/notes/${note.id}/attachments?name=mine.txt`],
      ['GET', `/v1/attachments/${id}`],
      ['GET', `/v1/attachments/${id}/content`],
      ['POST', `/v1/attachments/${id}/link`],
      ['DELETE', `/v1/attachments/${id}`],
    ];
    for (const [method, path] of routes) {
      expect([path, (await stranger.request(method, path)).status]).toEqual([path, 404]);
      expect([path, (await outsider.request(method, path)).status]).toEqual([path, 401]);
    }
    const mine = await newNote(stranger);
    const own = await stranger.get<AttachmentPage>(`/v1/notes/${mine.id}/attachments`);
    expect(own.body.items).toEqual([]);
    const kept = await download(member, `/v1/attachments/${id}/content`);
    expect(kept.bytes.toString()).toBe('private');
  });

  test('can be fetched with a signed link until it expires', async () => {
    const note = await newNote(member);
    const name = 'Übersicht "Q1" (100 %).txt';
    const { id } = await upload(member, note.id, name, Buffer.from('for a friend'));
    const link = await member.post<Link>(`/v1/attachments/${id}/link`);
    expect(link.status).toBe(200);
    const address = link.body.url.replace('http://localhost:3000', service.url);

    const answer = await download(outsider, address);
    expect(answer.status).toBe(200);
    expect(answer.bytes.toString()).toBe('for a friend');
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(answer.headers.get('content-disposition')).toContain(
      `filename*=UTF-8''%C3%9Cbersicht%20%22Q1%22%20%28100%20%25%29.txt`,
    );

    for (const [parameter, value] of new URL(address).searchParams) {
      const changed = new URL(address);
      changed.searchParams.set(
        parameter,
        value.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      );
      const { status } = await download(outsider, changed.href);
      expect([parameter, status]).not.toEqual([parameter, 200]);
    }
    const other = await upload(member, note.id, 'other.txt', Buffer.from('not for a friend'));
    expect((await download(outsider, address.replace(id, other.id))).status).toBe(403);

    await sleep(Date.parse(link.body.expiresAt) - Date.now() + 10);
    expect((await download(outsider, address)).status).toBe(403);
  });

  test('with a link do not outlive their deletion', async () => {
    const note = await newNote(member);
    const { id } = await upload(member, note.id, 'gone.txt', Buffer.from('gone'));
    const link = await member.post<Link>(`/v1/attachments/${id}/link`);
    const address = link.body.url.replace('http://localhost:3000', service.url);
    await member.delete(`/v1/attachments/${id}`);
    expect((await download(outsider, address)).status).toBe(404);
  });

  test.each([
    'plain.txt',
    ' spaces  everywhere .txt ',
    '日本語のファイル.pdf',
    'تقرير.txt',
    '😀👨‍👩‍👧.png',
    'e\u0301 and é',
    `"quotes" 'single' ; filename=x`,
    '%2e%2e%2f 100 % + & = #?',
    '...',
    'CON',
    'n'.repeat(255),
    'ü'.repeat(127),
  ])('have a name that comes back as it was given: %s', async (name) => {
    const note = await newNote(member);
    const { id } = await upload(member, note.id, name, Buffer.from('x'));
    const found = await member.get<Attachment>(`/v1/attachments/${id}`);
    expect(found.body.name).toBe(name);
    const { headers } = await download(member, `/v1/attachments/${id}/content`);
    const [, encoded = ''] =
      /filename\*=UTF-8''(\S+)$/.exec(headers.get('content-disposition') ?? '') ?? [];
    expect(decodeURIComponent(encoded)).toBe(name);
    expect((await storedKeys(service)).filter((key) => key.includes(name))).toEqual([]);
  });

  test('go with their note, bytes included', async () => {
    const note = await newNote(member);
    const { id } = await upload(member, note.id, 'a.txt', Buffer.from('a'));
    const { id: large } = await upload(member, note.id, 'b.png', pngOf(6 * megabyte));
    expect((await member.delete(`/v1/notes/${note.id}`)).status).toBe(204);
    for (const path of [`/v1/attachments/${id}/content`, `/v1/notes/${note.id}/attachments`]) {
      expect((await member.get(path)).status).toBe(404);
    }
    const keys = await storedKeys(service);
    expect(keys).not.toContain(storageKey(id));
    expect(keys).not.toContain(storageKey(large));
    const rows = await service.db.select().from(attachments).where(eq(attachments.id, id));
    expect(rows).toEqual([]);
  });

  test('and their links are in no log line', async () => {
    const note = await newNote(member);
    const { id } = await upload(member, note.id, 'telling-name.txt', Buffer.from('telling-text'));
    const link = await member.post<Link>(`/v1/attachments/${id}/link`);
    const address = link.body.url.replace('http://localhost:3000', service.url);
    await download(outsider, address);
    const query = new URL(address).searchParams;
    const secrets = [query.get('signature'), query.get('X-Amz-Signature'), 'telling-'];
    const log = service.logLines.join('\n');
    for (const secret of secrets.filter((each) => each !== null)) {
      expect(log).not.toContain(secret);
    }
  });
});

test('a storage that is away is answered with "unavailable", and a note can be deleted all the same', async () => {
  const { client } = await newMember(onS3);
  const note = await newNote(client);
  const { id } = await upload(client, note.id, 'a.txt', Buffer.from('a'));
  s3.switchTo('fail');
  try {
    const answers = [
      await client.get<Problem>(`/v1/attachments/${id}/content`),
      await tryUpload<Problem>(client, note.id, 'b.txt', Buffer.from('b')),
    ];
    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    expect((await client.delete(`/v1/notes/${note.id}`)).status).toBe(204);
  } finally {
    s3.switchTo('serve');
  }
  expect((await client.get(`/v1/attachments/${id}`)).status).toBe(404);
  expect(s3.objects.has(storageKey(id))).toBe(true);
});
