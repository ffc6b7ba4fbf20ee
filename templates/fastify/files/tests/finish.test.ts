import { randomUUID } from 'node:crypto';

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';

import { countEvent } from '../src/features/webhooks/jobs.ts';
import { webhookCounts } from '../src/features/webhooks/schema.ts';
import { bossOn } from '../src/jobs/boss.ts';
import type { Envelope } from '../src/jobs/envelope.ts';
import { type Attempt, createFinish, type Effect, JobTakenOver } from '../src/jobs/finish.ts';
import { useService } from './support/service.ts';

const { app, db } = await useService();
const boss = bossOn(db);
const finish = createFinish(countEvent.name, boss, db);

/** Three jobs as a worker has fetched them. */
async function fetchThree(): Promise<[Attempt, Attempt, Attempt]> {
  const origin = { traceId: 'a'.repeat(32) };
  for (let count = 0; count < 3; count += 1) {
    const payload = { id: randomUUID() };
    await db.transaction((tx) => app.jobs.enqueue(tx, countEvent, payload, origin));
  }
  const options = { batchSize: 3, includeMetadata: true } as const;
  return (await boss.fetch<Envelope>(countEvent.name, options)) as [Attempt, Attempt, Attempt];
}

const write =
  (type: string): Effect =>
  async (tx) =>
    void (await tx.insert(webhookCounts).values({ source: 'test', type, count: 1 }));

/** The types that were written, each with its transaction. */
async function written() {
  const { rows } = await db.execute<{ type: string; transaction: string }>(
    sql`select type, xmin::text as transaction from webhook_counts order by type`,
  );
  return rows;
}

async function stateOf({ id }: Attempt) {
  return (await boss.getJobById(countEvent.name, id))?.state;
}

test('jobs that end at the same moment share a transaction', async () => {
  const attempts = await fetchThree();
  await Promise.all(attempts.map((attempt, index) => finish(attempt, write(`shared-${index}`))));
  const rows = (await written()).filter(({ type }) => type.startsWith('shared'));
  expect(rows).toHaveLength(3);
  expect(new Set(rows.map(({ transaction }) => transaction)).size).toBe(1);
  expect(await Promise.all(attempts.map(stateOf))).toEqual(Array(3).fill('completed'));
});

test('one that fails takes no other with it, and leaves nothing', async () => {
  const [first, second, third] = await fetchThree();
  const failing: Effect = async (tx) => {
    await write('failed')(tx);
    throw new Error('No');
  };
  const outcomes = await Promise.allSettled([
    finish(first, write('first')),
    finish(second, failing),
    finish(third, write('third')),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(outcomes[1]).toMatchObject({ reason: { message: 'No' } });
  const types = (await written()).map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['first', 'third']));
  expect(types).not.toContain('failed');
  const states = await Promise.all([first, second, third].map(stateOf));
  expect(states).toEqual(['completed', 'active', 'completed']);
});

test('one that another worker has ended takes no other with it, and has no effect', async () => {
  const [first, second, third] = await fetchThree();
  await boss.complete(countEvent.name, second.id);
  const outcomes = await Promise.allSettled([
    finish(first, write('one')),
    finish(second, write('taken-over')),
    finish(third, write('three')),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(outcomes[1]).toMatchObject({ reason: expect.any(JobTakenOver) });
  const types = (await written()).map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['one', 'three']));
  expect(types).not.toContain('taken-over');
});
