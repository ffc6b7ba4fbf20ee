import { beforeAll, describe, expect, test } from 'vitest';

import {
  changeNote,
  createNote,
  deleteAttachment,
  deleteNote,
  downloadAttachment,
  linkAttachment,
  listAllNotes,
  listAttachments,
  listNotes,
  type Note,
  readNote,
  type Result,
  sendMagicLink,
  signIn,
  signUp,
  startSocialSignIn,
  uploadAttachment,
} from '../src/index.ts';
import { newClient } from './support/clients.ts';
import { type Person, newMember } from './support/people.ts';

let ada: Person;
let bob: Person;

beforeAll(async () => {
  [ada, bob] = await Promise.all([newMember(), newMember()]);
});

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.outcome}: ${result.message}`);
  return result.value;
}

const made = async (title: string): Promise<Note> =>
  valueOf(await createNote(ada.client, { title }));

describe('accounts', () => {
  test('a weak password is named, a wrong one and an unknown address are answered alike', async () => {
    const { email } = ada;
    const weak = await signUp(newClient(), { email: `x${email}`, password: 'short' });
    expect(weak).toMatchObject({ outcome: 'invalid', fields: ['password'] });
    const wrong = await signIn(newClient(), { email, password: 'not the right one' });
    expect(wrong).toMatchObject({ outcome: 'unauthenticated' });
    const unknown = { email: `unknown-${email}`, password: 'not the right one' };
    expect(await signIn(newClient(), unknown)).toEqual(wrong);
  });

  test('a magic link is asked for alike by those with and without an account', async () => {
    const known = await sendMagicLink(newClient(), bob.email);
    expect(known).toEqual({ ok: true, value: null });
    expect(await sendMagicLink(newClient(), `unknown-${bob.email}`)).toEqual(known);
  });

  test('a provider that is not enabled is refused', async () => {
    const begun = await startSocialSignIn(newClient(), 'github', 'http://127.0.0.1:3000');
    const address = begun.ok ? begun.value : '';
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(400);
  });
});

describe('notes', () => {
  test('a change from an old version is a conflict, of a foreign note not found', async () => {
    const { id, version } = await made('First');
    const changed = valueOf(await changeNote(ada.client, id, version, { title: 'Second' }));
    expect(changed).toMatchObject({ title: 'Second', version: version + 1 });
    expect(await changeNote(ada.client, id, version, { title: 'x' })).toMatchObject({
      outcome: 'conflict',
    });
    expect(await changeNote(bob.client, id, version + 1, { title: 'x' })).toMatchObject({
      outcome: 'not-found',
    });
  });

  test.each([
    ['title', { title: '' }],
    ['title', { title: 'x'.repeat(201) }],
    ['body', { title: 'x', body: 'x'.repeat(10_001) }],
  ])('a refusal names the field: %s', async (field, note) => {
    const refused = await createNote(ada.client, note);
    expect(refused).toMatchObject({ outcome: 'invalid', fields: [field] });
  });

  test('a key makes one note; with another body it is a conflict', async () => {
    const key = crypto.randomUUID();
    const first = valueOf(await createNote(ada.client, { title: 'Once' }, key));
    expect(valueOf(await createNote(ada.client, { title: 'Once' }, key)).id).toBe(first.id);
    expect(await createNote(ada.client, { title: 'Twice' }, key)).toMatchObject({
      outcome: 'conflict',
    });
  });

  test('pages follow each other while notes are added', async () => {
    const writer = await newMember();
    const titles = ['a', 'b', 'c', 'd', 'e'];
    for (const title of titles) valueOf(await createNote(writer.client, { title }));
    const first = valueOf(await listNotes(writer.client, { limit: 2 }));
    valueOf(await createNote(writer.client, { title: 'new' }));
    const second = valueOf(await listNotes(writer.client, { limit: 2, after: first.nextCursor }));
    const third = valueOf(await listNotes(writer.client, { limit: 2, after: second.nextCursor }));
    const seen = [first, second, third].flatMap(({ items }) => items.map(({ title }) => title));
    expect(seen).toEqual(titles.toReversed());
    expect(third.nextCursor).toBeNull();
  });

  test('a deleted note is gone', async () => {
    const { id } = await made('Short-lived');
    expect(await deleteNote(bob.client, id)).toMatchObject({ outcome: 'not-found' });
    valueOf(await deleteNote(ada.client, id));
    expect(await readNote(ada.client, id)).toMatchObject({ outcome: 'not-found' });
  });

  test('a member is no admin', async () => {
    expect(await listAllNotes(ada.client)).toMatchObject({ outcome: 'forbidden' });
  });
});

describe('attachments', () => {
  test('a file comes back as it was, by its owner and by a link', async () => {
    const note = await made('With a file');
    const name = 'Größe 报告 .txt';
    const file = valueOf(await uploadAttachment(ada.client, note.id, name, new Blob(['Hello'])));
    expect(file).toMatchObject({ name, size: 5, type: 'text/plain', state: 'ready' });
    expect(await valueOf(await downloadAttachment(ada.client, file)).text()).toBe('Hello');
    expect(await downloadAttachment(bob.client, file)).toMatchObject({ ok: false });
    const link = valueOf(await linkAttachment(ada.client, file));
    expect(await (await fetch(link)).text()).toBe('Hello');
    valueOf(await deleteAttachment(ada.client, file.id));
    expect(await downloadAttachment(ada.client, file)).toMatchObject({ ok: false });
  });

  test.each([
    ['unsupported-type', 'page.txt', new Blob(['<!doctype html>'], { type: 'text/plain' })],
    ['too-large', 'large.txt', new Blob(['x'.repeat(10 * 1024 * 1024 + 1)])],
    ['invalid', '../up.txt', new Blob(['x'])],
  ])('what is %s leaves nothing behind', async (outcome, name, file) => {
    const note = await made('Without a file');
    expect(await uploadAttachment(ada.client, note.id, name, file)).toMatchObject({ outcome });
    expect(valueOf(await listAttachments(ada.client, note.id))).toEqual([]);
    const rows = await ada.client.from('attachments').select('id').eq('note_id', note.id);
    expect(rows.data).toEqual([]);
  });
});
