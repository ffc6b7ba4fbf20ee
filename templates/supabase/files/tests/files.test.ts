import { describe, expect, test } from 'vitest';

import {
  deleteAttachment,
  downloadAttachment,
  linkAttachment,
  listAttachments,
  uploadAttachment,
} from '../src/attachments.ts';
import { createNote, deleteNote } from '../src/notes.ts';
import { serviceClient } from './support/clients.ts';
import { newMember, type Person } from './support/people.ts';
import { failureOf, valueOf } from './support/results.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const text = (content: BlobPart, type = 'text/plain') => new Blob([content], { type });

async function newNote({ client }: Person): Promise<string> {
  return valueOf(await createNote(client, { title: 'With files' })).id;
}

/** The objects of a member in a bucket, as the secret key sees them. */
async function objectsOf(bucket: string, { id }: Person): Promise<string[]> {
  const { data, error } = await serviceClient.storage.from(bucket).list(id);
  if (error) throw error;
  return data.map(({ name }) => name);
}

test('a file is uploaded, listed, downloaded and deleted', async () => {
  const member = await newMember();
  const { client } = member;
  const note = await newNote(member);

  const uploaded = valueOf(await uploadAttachment(client, note, 'naïve 資料.txt', text('Hello')));

  expect(uploaded).toMatchObject({ name: 'naïve 資料.txt', size: 5, type: 'text/plain' });
  expect(valueOf(await listAttachments(client, note))).toEqual([uploaded]);
  expect(await valueOf(await downloadAttachment(client, uploaded)).text()).toBe('Hello');
  expect(await objectsOf('quarantine', member)).toEqual([]);

  valueOf(await deleteAttachment(client, uploaded.id));
  expect(failureOf(await downloadAttachment(client, uploaded)).outcome).toBe('not-found');
  await expect.poll(() => objectsOf('attachments', member)).toEqual([]);
});

test('a link works without a session until it expires', async () => {
  const member = await newMember();
  const file = valueOf(
    await uploadAttachment(member.client, await newNote(member), 'a.txt', text('Hello')),
  );

  const link = valueOf(await linkAttachment(member.client, file, 2));

  expect(await (await fetch(link)).text()).toBe('Hello');
  await expect.poll(async () => (await fetch(link)).status).toBe(400);
});

describe('refused by content, and nothing is left:', () => {
  test.each([
    ['HTML that says it is a picture', text('<!doctype html><p>', 'image/png'), 'unsupported-type'],
    ['a drawing with scripts', text('<svg xmlns="x"/>', 'image/jpeg'), 'unsupported-type'],
    ['a program that says it is text', text('\u007fELF\u0002\u0001'), 'unsupported-type'],
    ['a file of more than 10 MiB', text('x'.repeat(10 * 1024 * 1024 + 1)), 'too-large'],
  ])('%s', async (_what, file, outcome) => {
    const member = await newMember();
    const note = await newNote(member);

    const refused = await uploadAttachment(member.client, note, 'file.png', file);

    expect(failureOf(refused).outcome).toBe(outcome);
    expect(valueOf(await listAttachments(member.client, note))).toEqual([]);
    for (const bucket of ['quarantine', 'attachments']) {
      await expect.poll(() => objectsOf(bucket, member)).toEqual([]);
    }
  });
});

test('the type is that of the content, whatever the client says', async () => {
  const member = await newMember();
  const note = await newNote(member);
  const file = new Blob([png], { type: 'text/plain' });
  const uploaded = valueOf(await uploadAttachment(member.client, note, 'a.txt', file));
  expect(uploaded.type).toBe('image/png');
});

test('nobody reads a file in quarantine, its owner included', async () => {
  const { client } = await newMember();
  const { id: note } = valueOf(await createNote(client, { title: 'x' }));
  const begun = await client.rpc('begin_upload', { note_id: note, name: 'a.txt' });
  const path = begun.data?.path ?? '';
  const quarantine = client.storage.from('quarantine');
  expect((await quarantine.upload(path, text('Hello'))).error).toBeNull();

  expect((await quarantine.download(path)).data).toBeNull();
  expect((await quarantine.createSignedUrl(path, 60)).data).toBeNull();
  expect((await quarantine.update(path, text('Other'))).error).not.toBeNull();
  expect((await quarantine.list(path.split('/')[0])).data).toEqual([]);
});

describe('a name that is none:', () => {
  test.each(['', '.', '..', '../up.txt', 'a/b.txt', String.raw`a\b`, 'a\u0000b', 'x'.repeat(256)])(
    '%j',
    async (name) => {
      const member = await newMember();
      const refused = await uploadAttachment(member.client, await newNote(member), name, text('x'));
      expect(failureOf(refused).outcome).toBe('invalid');
    },
  );
});

test('deleting a note takes its files and their bytes along', async () => {
  const member = await newMember();
  const { client } = member;
  const note = await newNote(member);
  const files = await Promise.all(
    ['a', 'b'].map(async (name) => valueOf(await uploadAttachment(client, note, name, text(name)))),
  );

  valueOf(await deleteNote(client, note));

  for (const file of files) {
    expect(failureOf(await downloadAttachment(client, file)).outcome).toBe('not-found');
  }
  await expect.poll(() => objectsOf('attachments', member)).toEqual([]);
});
