import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';

import { attempts, users, verifications } from '../src/features/accounts/schema.ts';
import { cleanUp } from '../src/features/clean-up/jobs.ts';
import { exports } from '../src/features/exports/schema.ts';
import { idempotencyKeys } from '../src/features/idempotency/schema.ts';
import { webhookEvents } from '../src/features/webhooks/schema.ts';
import { uuidv7 } from '../src/shared/uuid.ts';
import { newMember } from './support/accounts.ts';
import { useService } from './support/service.ts';
import { patience, useWorker } from './support/worker.ts';

const service = await useService();
const { db, app } = service;
const worker = await useWorker(service);

const hourMs = 60 * 60 * 1000;
const ago = (hours: number) => new Date(Date.now() - hours * hourMs);

async function exportFile(id: string, modifiedAt: Date): Promise<void> {
  await app.storage.put(`exports/${id}`, Readable.from(['{}']));
  await utimes(join(app.config.STORAGE_DIR ?? '', 'exports', id), modifiedAt, modifiedAt);
}

test('the clean-up removes what is over, and nothing else', async () => {
  const { id: userId } = await newMember(service);
  const foreign = await newMember(service);
  await db.delete(attempts);
  await db.delete(verifications);
  for (const [name, hours] of [
    ['old', 1],
    ['new', -1],
  ] as const) {
    const expiresAt = ago(hours);
    await db.insert(attempts).values({ key: name, count: 1, expiresAt });
    await db
      .insert(verifications)
      .values({ id: uuidv7(), identifier: name, value: name, expiresAt });
  }
  for (const [name, hours] of [
    ['old', 25],
    ['new', 23],
  ] as const) {
    const request = { userId, operation: 'test', key: name, requestHash: name };
    await db.insert(idempotencyKeys).values({ ...request, createdAt: ago(hours) });
    const event = { source: 'test', eventId: name, type: name, body: '{}' };
    await db.insert(webhookEvents).values({ ...event, receivedAt: ago(hours * 90) });
  }
  const [kept] = await db.insert(exports).values({ ownerId: userId }).returning();
  const [gone] = await db.insert(exports).values({ ownerId: foreign.id }).returning();
  const [old, recent] = await db
    .insert(exports)
    .values([8, 6].map((days) => ({ ownerId: userId, createdAt: ago(days * 24) })))
    .returning();
  const orphan = uuidv7();
  await exportFile(kept?.id ?? '', ago(25));
  await exportFile(gone?.id ?? '', ago(25));
  await exportFile(old?.id ?? '', ago(8 * 24));
  await exportFile(recent?.id ?? '', ago(6 * 24));
  await exportFile(orphan, ago(1));
  await db.delete(users).where(eq(users.id, foreign.id));

  await db.transaction((tx) => app.jobs.enqueue(tx, cleanUp, {}, { traceId: 'a'.repeat(32) }));
  await expect.poll(() => worker.logLines.join('\n'), patience).toContain('"outcome":"done"');

  const left = await db.execute<{ name: string }>(sql`
    select 'attempt ' || key as name from attempts
    union all select 'verification ' || identifier from verifications
    union all select 'key ' || key from idempotency_keys
    union all select 'event ' || event_id from webhook_events
    order by name`);
  expect(left.rows.map(({ name }) => name)).toEqual([
    'attempt new',
    'event new',
    'key new',
    'verification new',
  ]);
  const files = [];
  for await (const { key } of app.storage.list('exports')) files.push(key);
  const stay = [kept?.id, recent?.id];
  expect(files.toSorted()).toEqual([...stay, orphan].map((id) => `exports/${id}`).toSorted());
  const rows = await db.select({ id: exports.id }).from(exports);
  expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(stay));
});
