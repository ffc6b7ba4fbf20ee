import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';

import type { Note } from '../src/features/notes/model.ts';
import { newAdmin, newMember } from './support/accounts.ts';
import { useService } from './support/service.ts';

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

interface AuditEntry {
  actorId: string;
  action: string;
  subjectId: string;
  ownerId: string;
  traceId: string;
  createdAt: string;
}

const service = await useService();
const member = await newMember(service);
const admin = await newAdmin(service);
const note = (await member.client.post<Note>('/v1/notes', { title: 'Private', body: 'B' })).body;
const own = (await admin.client.post<Note>('/v1/notes', { title: 'My own', body: 'B' })).body;

const readEntries = async () => {
  const { body } = await admin.client.get<Page<AuditEntry>>('/v1/admin/audit?limit=100');
  return body.items.filter(({ action }) => action === 'note.read');
};

test('an admin reads the notes of all, and each foreign one is on the audit trail', async () => {
  const answer = await admin.client.get<Page<Note>>('/v1/admin/notes');
  expect(answer.status).toBe(200);
  expect(answer.body.items.map(({ id }) => id)).toEqual([own.id, note.id]);

  const entries = await readEntries();
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({
    actorId: admin.id,
    action: 'note.read',
    subjectId: note.id,
    ownerId: member.id,
    traceId: answer.headers.get('x-request-id'),
  });
});

test('an admin has no way around the audit trail', async () => {
  expect((await admin.client.get(`/v1/notes/${note.id}`)).status).toBe(404);
  const list = await admin.client.get<Page<Note>>('/v1/notes');
  expect(list.body.items.map(({ id }) => id)).toEqual([own.id]);
});

test('a read that cannot be recorded does not happen', async () => {
  await service.db.execute(sql`alter table audit_entries rename to audit_entries_away`);
  try {
    const answer = await admin.client.get('/v1/admin/notes');
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('Private');
  } finally {
    await service.db.execute(sql`alter table audit_entries_away rename to audit_entries`);
  }
});

test('a member is refused, and an outsider too', async () => {
  for (const path of ['/v1/admin/notes', '/v1/admin/audit']) {
    expect((await member.client.get(path)).status).toBe(403);
    expect((await service.client().get(path)).status).toBe(401);
  }
});

test('the pages of an admin reach every note once', async () => {
  for (let index = 0; index < 5; index += 1) {
    await member.client.post('/v1/notes', { title: `Note ${index}`, body: 'B' });
  }
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await admin.client.get<Page<Note>>(`/v1/admin/notes?limit=2${cursor}`);
    seen.push(...body.items.map(({ id }) => id));
    cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  expect(seen).toHaveLength(7);
  expect(new Set(seen).size).toBe(7);
});
