import { randomUUID } from 'node:crypto';

import { expect, test } from 'vitest';

import { downloadExport, readExport, requestExport } from '../src/exports.ts';
import { createNote } from '../src/notes.ts';
import { serviceClient } from './support/clients.ts';
import { inDatabase } from './support/database.ts';
import { newMember, type Person } from './support/people.ts';
import { failureOf, valueOf } from './support/results.ts';

const stateOf = async ({ client }: Person, id: string) =>
  valueOf(await readExport(client, id)).state;

test('an export is made by a job, and its owner alone has it', async () => {
  const owner = await newMember();
  const other = await newMember();
  valueOf(await createNote(owner.client, { title: 'Mine' }));
  valueOf(await createNote(other.client, { title: 'Theirs' }));

  const asked = valueOf(await requestExport(owner.client));
  expect(asked.state).toBe('pending');
  await expect.poll(() => stateOf(owner, asked.id)).toBe('ready');

  const file = await valueOf(await downloadExport(owner.client, asked)).text();
  const { notes } = JSON.parse(file) as { notes: { title: string }[] };
  expect(notes.map(({ title }) => title)).toEqual(['Mine']);
  expect(failureOf(await readExport(other.client, asked.id)).outcome).toBe('not-found');
  expect(failureOf(await downloadExport(other.client, asked)).outcome).toBe('not-found');
});

test('a job that always fails is tried again, then stands among the dead, and can be revived', async () => {
  const id = randomUUID();
  await inDatabase(
    (sql) => sql`
      insert into private.jobs (id, queue, max_attempts) values (${id}, 'nobody-works-on-this', 2)`,
  );
  const dead = async () => {
    const { data } = await serviceClient.rpc('list_dead_jobs');
    return data?.find((job) => job.id === id);
  };

  await expect.poll(dead).toMatchObject({
    attempts: 2,
    last_error: expect.stringContaining('nobody-works-on-this'),
  });

  await inDatabase((sql) => sql`update private.jobs set queue = 'clean-up' where id = ${id}`);
  expect((await serviceClient.rpc('retry_dead_jobs', { job_ids: [id] })).data).toEqual([id]);
  await expect
    .poll(() => inDatabase((sql) => sql`select state from private.jobs where id = ${id}`))
    .toEqual([{ state: 'done' }]);
});

test('the effect of a job whose lease was taken over does not happen', async () => {
  const { client } = await newMember();
  const asked = valueOf(await requestExport(client));
  const late = await serviceClient.rpc('finish_export', {
    job_id: randomUUID(),
    token: randomUUID(),
    export_id: asked.id,
  });
  expect(late.error?.code).toBe('PT409');
});

test('a schedule that is due runs once, however many look at it', async () => {
  const before = await countScheduled();
  await inDatabase(
    (sql) => sql`update private.schedules set next_run_at = now() where queue = 'clean-up'`,
  );
  const look = () => inDatabase((sql) => sql`select private.enqueue_due_schedules()`);
  await Promise.all([look(), look(), look()]);
  expect(await countScheduled()).toBe(before + 1);
});

async function countScheduled(): Promise<number> {
  const [row] = await inDatabase(
    (sql) => sql`
      select count(*)::int as count from private.jobs
      where queue = 'clean-up' and unique_key is not null`,
  );
  return Number(row?.['count']);
}
