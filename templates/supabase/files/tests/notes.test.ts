import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import {
  changeNote,
  createNote,
  deleteNote,
  listAllNotes,
  listNotes,
  type Note,
  readNote,
} from '../src/notes.ts';
import type { Cursor, Page } from '../src/page.ts';
import { newAdmin, newMember } from './support/people.ts';
import { failureOf, valueOf } from './support/results.ts';

test('a note is made, read, changed and deleted by its owner', async () => {
  const { client, id: me } = await newMember();

  const made = valueOf(await createNote(client, { title: 'First', body: 'One' }));
  expect(made).toMatchObject({ owner_id: me, title: 'First', body: 'One', version: 1 });
  expect(valueOf(await readNote(client, made.id))).toEqual(made);

  const changed = valueOf(await changeNote(client, made.id, made.version, { title: 'Changed' }));
  expect(changed).toMatchObject({ title: 'Changed', body: 'One', version: 2 });

  valueOf(await deleteNote(client, made.id));
  expect(failureOf(await readNote(client, made.id)).outcome).toBe('not-found');
  expect(failureOf(await deleteNote(client, made.id)).outcome).toBe('not-found');
});

test('of two changes from one version, the second is a conflict', async () => {
  const { client } = await newMember();
  const { id, version } = valueOf(await createNote(client, { title: 'First' }));

  const changes = await Promise.all(
    ['a', 'b', 'c'].map((title) => changeNote(client, id, version, { title })),
  );

  expect(changes.filter(({ ok }) => ok)).toHaveLength(1);
  for (const each of changes.filter(({ ok }) => !ok)) {
    expect(failureOf(each).outcome).toBe('conflict');
  }
});

test('a create that is repeated with its key makes one note', async () => {
  const { client } = await newMember();
  const key = randomUUID();
  const once = () => createNote(client, { title: 'Once' }, key);

  const made = await Promise.all([once(), once(), once()]);

  expect(new Set(made.map((each) => valueOf(each).id)).size).toBe(1);
  expect(valueOf(await listNotes(client)).items).toHaveLength(1);
  const other = await createNote(client, { title: 'Another' }, key);
  expect(failureOf(other).outcome).toBe('conflict');
});

test('pages hold every note once, while notes are added', async () => {
  const { client } = await newMember();
  const add = (title: string) => createNote(client, { title });
  const first = await Promise.all(Array.from({ length: 7 }, (_, index) => add(`Note ${index}`)));

  const seen: string[] = [];
  let after: Cursor | null = null;
  do {
    const page: Page<Note> = valueOf(await listNotes(client, { limit: 3, after }));
    seen.push(...page.items.map(({ id }) => id));
    after = page.nextCursor;
    await add('Added meanwhile');
  } while (after !== null);

  expect(seen).toHaveLength(7);
  expect(new Set(seen)).toEqual(new Set(first.map((each) => valueOf(each).id)));
});

describe('what is wrong with a note is told by its field:', () => {
  test.each([
    ['no title', { title: '' }, 'title'],
    ['a long title', { title: 'x'.repeat(201) }, 'title'],
    ['a long body', { title: 'x', body: 'x'.repeat(10_001) }, 'body'],
  ])('%s', async (_what, note, field) => {
    const { client } = await newMember();
    expect(failureOf(await createNote(client, note))).toMatchObject({
      outcome: 'invalid',
      fields: [field],
    });
  });
});

describe('not for clients to set:', () => {
  const columns = {
    id: randomUUID(),
    owner_id: randomUUID(),
    version: 99,
    created_at: '2001-01-01T00:00:00Z',
    updated_at: '2001-01-01T00:00:00Z',
  };

  test.each(Object.entries(columns))('%s', async (column, value) => {
    const { client } = await newMember();
    const note = valueOf(await createNote(client, { title: 'Mine' }));
    const row = { title: 'x', [column]: value } as { title: string };

    const inserted = await client.from('notes').insert(row);
    const updated = await client.from('notes').update(row).eq('id', note.id);

    expect([inserted.error?.code, updated.error?.code]).toEqual(['42501', '42501']);
    expect(valueOf(await listNotes(client)).items).toEqual([note]);
  });
});

test('an admin lists all notes by a function that writes down each foreign one', async () => {
  const owner = await newMember();
  const admin = await newAdmin();
  const foreign = valueOf(await createNote(owner.client, { title: 'Foreign' }));
  const own = valueOf(await createNote(admin.client, { title: 'Own' }));

  const { items } = valueOf(await listAllNotes(admin.client, { limit: 100 }));

  expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining([foreign.id, own.id]));
  const trail = await admin.client.rpc('admin_list_audit_events', { page_size: 100 });
  const mine = (trail.data ?? []).filter(({ actor_id: actor }) => actor === admin.id);
  expect(mine).toContainEqual(
    expect.objectContaining({ action: 'read', subject_id: foreign.id, owner_id: owner.id }),
  );
  expect(mine.map(({ subject_id: id }) => id)).not.toContain(own.id);
  expect(failureOf(await readNote(admin.client, foreign.id)).outcome).toBe('not-found');
});
