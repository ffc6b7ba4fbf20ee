import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';

import { storageFolder, storageKey } from '../src/features/attachments/model.ts';
import { attachments } from '../src/features/attachments/schema.ts';
import { sweepFiles } from '../src/features/attachments/sweep.ts';
import { users } from '../src/features/accounts/schema.ts';
import { notes } from '../src/features/notes/schema.ts';
import { uuidv7 } from '../src/shared/uuid.ts';
import { newMember } from './support/accounts.ts';
import { download, newNote, storedKeys, upload } from './support/attachments.ts';
import { ApiClient } from './support/api-client.ts';
import { run, startService } from './support/process.ts';
import { type TestService, testSecret, useService } from './support/service.ts';
import { useS3Server } from './support/storages.ts';

const s3 = await useS3Server();
const onDisk = await useService();
const onS3 = await useService(s3.env);
const twoDaysMs = 2 * 24 * 60 * 60 * 1000;

const rowsOf = ({ db }: TestService, id: string) =>
  db.select().from(attachments).where(eq(attachments.id, id));

/** Deletes the row and nothing else, as a process does that dies right after its transaction. */
const deleteNoteRow = ({ db }: TestService, id: string) => db.delete(notes).where(eq(notes.id, id));

test.each([
  ['on the local disk', onDisk],
  ['on S3', onS3],
])('what a process that died left of a deleted note is removed: %s', async (_place, service) => {
  const { client } = await newMember(service);
  const [lost, kept] = [await newNote(client), await newNote(client)];
  const left = await upload(client, lost.id, 'left.txt', Buffer.from('left'));
  const stays = await upload(client, kept.id, 'stays.txt', Buffer.from('stays'));
  await deleteNoteRow(service, lost.id);
  expect((await client.get(`/v1/attachments/${left.id}`)).status).toBe(404);
  expect(await storedKeys(service)).toContain(storageKey(left.id));

  const swept = await Promise.all([
    sweepFiles(service.db, service.app.storage),
    sweepFiles(service.db, service.app.storage),
  ]);
  expect(Math.max(...swept.map(({ deleted }) => deleted))).toBe(1);
  expect(await storedKeys(service)).toEqual([storageKey(stays.id)]);
  expect(await rowsOf(service, left.id)).toEqual([]);
  const answer = await download(client, `/v1/attachments/${stays.id}/content`);
  expect(answer.bytes.toString()).toBe('stays');
  expect(await sweepFiles(service.db, service.app.storage)).toEqual({ deleted: 0, orphaned: 0 });
});

test('a process that is killed while it deletes a note loses no file from sight', async () => {
  const { client } = await newMember(onS3);
  const note = await newNote(client);
  const { id } = await upload(client, note.id, 'a.txt', Buffer.from('a'));
  const dying = await startService({
    ...s3.env,
    DATABASE_URL: onS3.app.config.DATABASE_URL ?? '',
    AUTH_SECRET: testSecret,
  });
  s3.switchTo('hang');
  const before = s3.held();
  const answer = new ApiClient(dying.url, client.token)
    .delete(`/v1/notes/${note.id}`)
    .catch((error: unknown) => error);
  await expect.poll(() => s3.held()).toBeGreaterThan(before);
  dying.signal('SIGKILL');
  expect(await answer).toBeInstanceOf(Error);
  s3.switchTo('serve');

  expect((await client.get(`/v1/notes/${note.id}`)).status).toBe(404);
  expect((await client.get(`/v1/attachments/${id}/content`)).status).toBe(404);
  expect(s3.objects.has(storageKey(id))).toBe(true);
  expect(await sweepFiles(onS3.db, onS3.app.storage)).toMatchObject({ deleted: 1 });
  expect(s3.objects.has(storageKey(id))).toBe(false);
  expect(await rowsOf(onS3, id)).toEqual([]);
});

test.each([
  ['on the local disk', onDisk],
  ['on S3', onS3],
])('bytes that no row knows are removed, but not while they are young: %s', async (_, service) => {
  const { storage } = service.app;
  const { client } = await newMember(service);
  const known = await upload(client, (await newNote(client)).id, 'a.txt', Buffer.from('a'));
  const before = await storedKeys(service);
  const orphans = Array.from({ length: 120 }, () => storageKey(uuidv7()));
  for (const key of orphans) await storage.put(key, Readable.from([Buffer.from('orphan')]));

  expect(await sweepFiles(service.db, storage)).toMatchObject({ orphaned: 0 });
  expect(await storedKeys(service)).toHaveLength(before.length + orphans.length);

  const later = new Date(Date.now() + twoDaysMs);
  expect(await sweepFiles(service.db, storage, later)).toMatchObject({ orphaned: 120 });
  expect((await storedKeys(service)).toSorted()).toEqual(before.toSorted());
  expect(before).toContain(storageKey(known.id));
});

test('the half of a file that a process left when it died is removed', async () => {
  const folder = join(onDisk.app.config.STORAGE_DIR ?? '', storageFolder);
  await mkdir(folder, { recursive: true });
  const half = join(folder, `${uuidv7()}.part`);
  await writeFile(half, 'half');
  const longAgo = new Date(Date.now() - twoDaysMs);
  await utimes(half, longAgo, longAgo);
  expect(await sweepFiles(onDisk.db, onDisk.app.storage)).toMatchObject({ orphaned: 1 });
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('the files of a person who is deleted go as well', async () => {
  const { client, id: userId } = await newMember(onDisk);
  const { id } = await upload(client, (await newNote(client)).id, 'a.txt', Buffer.from('a'));
  await onDisk.db.delete(users).where(eq(users.id, userId));
  await sweepFiles(onDisk.db, onDisk.app.storage);
  expect(await storedKeys(onDisk)).not.toContain(storageKey(id));
  expect(await rowsOf(onDisk, id)).toEqual([]);
});

test.each([
  ['on the local disk', onDisk, { STORAGE_DIR: onDisk.app.config.STORAGE_DIR ?? '' }],
  ['on S3', onS3, s3.env],
])('the command sweeps and tells how much: %s', async (_place, service, env) => {
  const { client } = await newMember(service);
  const note = await newNote(client);
  const { id } = await upload(client, note.id, 'a.txt', Buffer.from('a'));
  await deleteNoteRow(service, note.id);
  const command = run('src/commands/sweep-files.ts', {
    DATABASE_URL: service.app.config.DATABASE_URL ?? '',
    ...env,
  });
  expect(await command.exit()).toBe(0);
  expect(command.output()).toContain('Removed 1 files of deleted attachments');
  expect(await storedKeys(service)).not.toContain(storageKey(id));
});

test('a storage that is away makes the command fail, and nothing is forgotten', async () => {
  const { client } = await newMember(onS3);
  const note = await newNote(client);
  const { id } = await upload(client, note.id, 'a.txt', Buffer.from('a'));
  await deleteNoteRow(onS3, note.id);
  s3.switchTo('fail');
  try {
    await expect(sweepFiles(onS3.db, onS3.app.storage)).rejects.toThrow(/does not answer/);
  } finally {
    s3.switchTo('serve');
  }
  expect(await rowsOf(onS3, id)).toHaveLength(1);
  expect(await sweepFiles(onS3.db, onS3.app.storage)).toMatchObject({ deleted: 1 });
});
