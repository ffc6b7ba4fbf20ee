import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';

import { sweepFiles } from '../src/features/attachments/sweep.ts';
import { newMember } from './support/accounts.ts';
import type { Problem } from './support/api-client.ts';
import {
  type AttachmentPage,
  download,
  newNote,
  png,
  pngOf,
  storedKeys,
  streamOf,
  tryUpload,
} from './support/attachments.ts';
import { useService } from './support/service.ts';
import { useS3Server } from './support/storages.ts';

const s3 = await useS3Server();
const onDisk = await useService();
const onS3 = await useService(s3.env);

const megabyte = 1024 * 1024;
const limit = 10 * megabyte;

describe.each([
  ['on the local disk', onDisk],
  ['on S3', onS3],
])('uploads %s', async (_place, service) => {
  const { client: member } = await newMember(service);

  test.each([
    ['with a length that says so', () => Buffer.alloc(limit + 1, 'a')],
    ['without a length', () => streamOf(pngOf(6 * megabyte), pngOf(6 * megabyte))],
  ])('over the limit are refused and leave nothing: %s', async (_name, content) => {
    const note = await newNote(member);
    const before = await storedKeys(service);
    const answer = await tryUpload<Problem>(member, note.id, 'large.png', content());
    expect(answer.status).toBe(413);
    expect(answer.body.code).toBe('too-large');
    expect(await storedKeys(service)).toEqual(before);
    expect(s3.uploads.size).toBe(0);
    const list = await member.get<AttachmentPage>(`/v1/notes/${note.id}/attachments`);
    expect(list.body.items).toEqual([]);
  });

  test.each([
    ['a program that is called a picture', Buffer.from('7f454c4602010100', 'hex'), 'image/png'],
    ['an archive', Buffer.from('504b0304140000000800', 'hex'), 'application/pdf'],
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0', 'latin1'), 'image/png'],
    ['a page', Buffer.from('  <!DOCTYPE html><script>alert(1)</script>'), 'text/plain'],
    ['a drawing with scripts', Buffer.from('<svg onload="alert(1)"/>'), 'text/plain'],
    ['text that is not UTF-8', Buffer.from('Gr\xFC\xDFe', 'latin1'), 'text/plain'],
    ['text with NUL at its end', Buffer.from(`${'x'.repeat(100_000)}\0`), 'text/plain'],
    ['text that ends in half a character', Buffer.from('Gr\xC3', 'latin1'), 'text/plain'],
  ])('of another type are refused, whatever is declared: %s', async (_name, bytes, declared) => {
    const note = await newNote(member);
    const before = await storedKeys(service);
    const answer = await tryUpload<Problem>(member, note.id, 'photo.png', bytes, declared);
    expect(answer.status).toBe(415);
    expect(answer.body.code).toBe('unsupported-type');
    expect(await storedKeys(service)).toEqual(before);
  });

  test.each([
    '',
    '.',
    '..',
    '../a',
    'a/b',
    '/etc/passwd',
    'a\\b',
    'nul\0',
    'line\nbreak',
    'tab\t',
    'delete\x7f',
    'next line\x85',
    'n'.repeat(256),
    'ü'.repeat(128),
  ])('have no name that is a path, too long or not to be shown: %j', async (name) => {
    const note = await newNote(member);
    const before = await storedKeys(service);
    const answer = await tryUpload<Problem>(member, note.id, name, Buffer.from('x'));
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.map(({ path }) => path)).toContain('name');
    expect(await storedKeys(service)).toEqual(before);
  });

  test('of a note that is deleted during the upload leave nothing', async () => {
    const note = await newNote(member);
    const before = await storedKeys(service);
    let finish = () => {};
    const content = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(png);
        finish = () => controller.close();
      },
    });
    const answer = tryUpload<Problem>(member, note.id, 'late.png', content);
    await sleep(100);
    expect((await member.delete(`/v1/notes/${note.id}`)).status).toBe(204);
    finish();
    expect((await answer).status).toBe(404);
    expect(await storedKeys(service)).toEqual(before);
  });

  test('of a client that goes away leave nothing, and no error in the log', async () => {
    const note = await newNote(member);
    const before = await storedKeys(service);
    const linesBefore = service.logLines.length;
    const path = `/v1/notes/${note.id}/attachments?name=broken.png`;
    const request = httpRequest(service.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${member.token}`, 'content-length': 8 * megabyte },
    });
    request.on('error', () => {});
    request.write(pngOf(6 * megabyte));
    await sleep(200);
    request.destroy();
    await expect
      .poll(() => service.logLines.slice(linesBefore).some((line) => line.includes('aborted')))
      .toBe(true);
    await expect.poll(() => storedKeys(service)).toEqual(before);
    await expect.poll(() => s3.uploads.size).toBe(0);
    expect(service.logLines.slice(linesBefore).filter((line) => /"error"/.test(line))).toEqual([]);
    const list = await member.get<AttachmentPage>(`/v1/notes/${note.id}/attachments`);
    expect(list.body.items).toEqual([]);
  });

  test('that cannot be written down leave bytes that only the sweep removes', async () => {
    const note = await newNote(member);
    const before = await storedKeys(service);
    await service.db.execute(sql`alter table attachments rename to attachments_away`);
    try {
      const answer = await tryUpload(member, note.id, 'a.txt', Buffer.from('a'));
      expect(answer.status).toBe(500);
    } finally {
      await service.db.execute(sql`alter table attachments_away rename to attachments`);
    }
    expect(await storedKeys(service)).toHaveLength(before.length + 1);
    const later = new Date(Date.now() + 25 * 60 * 60 * 1000);
    await sweepFiles(service.db, service.app.storage, later);
    expect(await storedKeys(service)).toEqual(before);
  });

  test('that are written down, with the word of it lost, keep their bytes', async () => {
    const note = await newNote(member);
    const { db } = service;
    const transaction = db.transaction.bind(db);
    db.transaction = async (...given) => {
      await transaction(...given);
      throw new Error('The connection was cut after the commit');
    };
    const answer = await tryUpload(member, note.id, 'a.txt', Buffer.from('kept')).finally(
      () => (db.transaction = transaction),
    );
    expect(answer.status).toBe(500);
    const list = await member.get<AttachmentPage>(`/v1/notes/${note.id}/attachments`);
    expect(list.body.items).toHaveLength(1);
    const content = await download(member, `/v1/attachments/${list.body.items[0]?.id}/content`);
    expect([content.status, content.bytes.toString()]).toEqual([200, 'kept']);
  });
});
