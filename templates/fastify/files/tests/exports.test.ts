import { randomUUID } from 'node:crypto';

import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';

import { maxPerDay } from '../src/features/exports/model.ts';
import { exports } from '../src/features/exports/schema.ts';
import { newMember } from './support/accounts.ts';
import type { ApiClient, Problem } from './support/api-client.ts';
import { useService } from './support/service.ts';
import { patience, useWorker } from './support/worker.ts';

interface Export {
  id: string;
  status: string;
}

const service = await useService();
const busy = await useService();
const worker = await useWorker(service);
const { client } = await newMember(service);
const other = await newMember(service);

async function readyExport(of: ApiClient, headers?: Record<string, string>): Promise<Export> {
  const asked = await of.post<Export>('/v1/exports', {}, headers);
  expect(asked.status).toBe(202);
  expect(asked.headers.get('location')).toBe(`/v1/exports/${asked.body.id}`);
  await expect
    .poll(async () => (await of.get<Export>(`/v1/exports/${asked.body.id}`)).body.status, patience)
    .toBe('ready');
  return asked.body;
}

describe('an export', () => {
  test('is made outside the request and holds all notes of its owner, and only theirs', async () => {
    for (let index = 0; index < 120; index += 1) {
      await client.post('/v1/notes', { title: `Note ${index}`, body: '"<&>" 🙂 שלום' });
    }
    await other.client.post('/v1/notes', { title: 'Foreign', body: '' });

    const { id } = await readyExport(client);
    const response = await fetch(`${service.url}/v1/exports/${id}/file`, {
      headers: { authorization: `Bearer ${client.token}` },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="notes-/);
    const file = (await response.json()) as { notes: { title: string; body: string }[] };
    expect(file.notes).toHaveLength(120);
    expect(new Set(file.notes.map(({ title }) => title)).size).toBe(120);
    expect(file.notes[0]).toMatchObject({ title: 'Note 119', body: '"<&>" 🙂 שלום' });
  });

  test('can be read and fetched by its owner alone', async () => {
    const { id } = await readyExport(client);
    for (const path of [`/v1/exports/${id}`, `/v1/exports/${id}/file`]) {
      expect((await other.client.get(path)).status).toBe(404);
      expect((await service.client().get(path)).status).toBe(401);
    }
    const mine = await client.get<{ items: Export[] }>('/v1/exports');
    expect(mine.body.items.map((item) => item.id)).toContain(id);
    const theirs = await other.client.get<{ items: Export[] }>('/v1/exports');
    expect(theirs.body.items).toEqual([]);
    expect((await client.get(`/v1/exports/${randomUUID()}`)).status).toBe(404);
  });

  test('is asked for once per idempotency key', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await readyExport(client, headers);
    const again = await client.post<Export>('/v1/exports', {}, headers);
    expect(again.status).toBe(202);
    expect(again.body.id).toBe(first.id);
  });

  test('carries the trace of its request into the log of the worker', async () => {
    const traceId = 'c'.repeat(31).concat('2');
    await readyExport(client, { traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
    const lines = () =>
      worker.logLines
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter((line) => line['traceId'] === traceId);
    await expect.poll(lines, patience).toHaveLength(1);
    expect(lines()[0]).toMatchObject({
      level: 'info',
      job: 'make-export',
      attempt: 1,
      outcome: 'done',
      durationMs: expect.any(Number),
    });
  });

  test('takes no body, and no field: not an owner, nothing', async () => {
    expect((await client.request('POST', '/v1/exports')).status).toBe(202);
    const answer = await client.post<Problem>('/v1/exports', { ownerId: other.id });
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.[0]?.path).toBe('ownerId');
  });
});

test('an export that no worker has made yet is pending and has no file', async () => {
  const member = await newMember(busy);
  const asked = await member.client.post<Export>('/v1/exports');
  expect(asked.body.status).toBe('pending');
  const file = await member.client.get<Problem>(`/v1/exports/${asked.body.id}/file`);
  expect(file.status).toBe(409);
});

test('a member can ask for so many exports in a day, and for another one later', async () => {
  const member = await newMember(busy);
  const ownerId = member.id;
  const createdAt = new Date(Date.now() - 23 * 60 * 60 * 1000);
  await busy.db
    .insert(exports)
    .values(Array.from({ length: maxPerDay - 1 }, () => ({ ownerId, createdAt })));
  const headers = { 'idempotency-key': randomUUID() };
  expect((await member.client.post('/v1/exports', {}, headers)).status).toBe(202);
  const refused = await member.client.post<Problem>('/v1/exports');
  expect([refused.status, refused.body.code]).toEqual([429, 'rate-limited']);
  const wait = Number(refused.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(59 * 60);
  expect(wait).toBeLessThanOrEqual(60 * 60);
  // A repeat asks for nothing new.
  expect((await member.client.post('/v1/exports', {}, headers)).status).toBe(202);
  const another = await newMember(busy);
  expect((await another.client.post('/v1/exports')).status).toBe(202);

  const older = new Date(Date.now() - 25 * 60 * 60 * 1000);
  await busy.db.update(exports).set({ createdAt: older }).where(eq(exports.createdAt, createdAt));
  expect((await member.client.post('/v1/exports')).status).toBe(202);
});

describe('row and job', () => {
  const count = async (table: string) => {
    const { rows } = await busy.db.execute<{ count: number }>(
      sql.raw(`select count(*)::int as count from ${table}`),
    );
    return rows[0]?.count;
  };

  test('are both missing when the row cannot be written after all', async () => {
    const member = await newMember(busy);
    const [rows, jobs] = [await count('exports'), await count('jobs.job')];
    await busy.db.execute(sql`
      create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'refused'; end $$`);
    await busy.db.execute(sql`
      create constraint trigger refuse after insert on exports
      deferrable initially deferred for each row execute function refuse()`);
    expect((await member.client.post('/v1/exports')).status).toBe(500);
    await busy.db.execute(sql`drop trigger refuse on exports`);

    expect([await count('exports'), await count('jobs.job')]).toEqual([rows, jobs]);
    expect((await member.client.post('/v1/exports')).status).toBe(202);
    expect(await count('jobs.job')).toBe((jobs ?? 0) + 1);
  });

  test('are both missing when the queue does not take the job', async () => {
    const member = await newMember(busy);
    const rows = await count('exports');
    await busy.db.execute(sql`alter table jobs.job_common rename to away`);
    expect((await member.client.post('/v1/exports')).status).toBe(500);
    await busy.db.execute(sql`alter table jobs.away rename to job_common`);
    expect(await count('exports')).toBe(rows);
  });
});
