import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';

import { newMember } from './support/accounts.ts';
import { run } from './support/process.ts';
import { useService } from './support/service.ts';
import { patience, useWorker } from './support/worker.ts';

const service = await useService({ JOBS_RETRY_SECONDS: '1', JOBS_MONITOR_SECONDS: '1' });
const worker = await useWorker(service);
const { client } = await newMember(service);

async function command(name: string, ...args: string[]) {
  const DATABASE_URL = service.app.config.DATABASE_URL ?? '';
  const process = run(`src/commands/${name}.ts`, { DATABASE_URL }, args);
  return { code: await process.exit(), output: process.output() };
}

/** The state of the only job, and how long it still has to wait. */
async function state() {
  const { rows } = await service.db.execute<{ state: string; attempt: number; delay: number }>(sql`
    select state, retry_count + 1 as attempt,
      extract(epoch from start_after - clock_timestamp())::float as delay
    from jobs.job where name = 'make-export'`);
  return rows[0];
}

test('a job that fails is tried five times with growing delay, is listed, and can be tried again', async () => {
  await service.db.execute(sql`alter table notes rename to notes_away`);
  const asked = await client.post<{ id: string }>('/v1/exports');
  const status = async () =>
    (await client.get<{ status: string }>(`/v1/exports/${asked.body.id}`)).body.status;

  for (const attempt of [1, 2, 3, 4]) {
    await expect.poll(state, patience).toMatchObject({ state: 'retry', attempt });
    const delay = (await state())?.delay ?? 0;
    // A moment of it is over by the time that it is seen.
    expect(delay).toBeGreaterThan(2 ** (attempt - 1) - 1);
    expect(delay).toBeLessThan(2 ** attempt);
    // The time passes.
    await service.db.execute(sql`
      update jobs.job set start_after = now() where name = 'make-export'`);
  }
  await expect.poll(status, patience).toBe('failed');
  expect(await state()).toMatchObject({ state: 'failed', attempt: 5 });

  const outcomes = worker.logLines
    .map((line) => JSON.parse(line) as { outcome?: string; err?: { stack?: string } })
    .filter((line) => line.outcome !== undefined);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual([...Array(4).fill('failed'), 'dead']);
  expect(outcomes.at(-1)?.err?.stack).toContain('    at ');

  const { code, output } = await command('jobs-dead');
  expect(code).toBe(0);
  expect(output).toMatch(
    /^[0-9a-f-]{36} {2}\d{4}-\d\d-\d\dT\S+Z {2}make-export {2}5 attempts {2}The query failed$/m,
  );
  const [id = ''] = output.split(' ', 1);

  await service.db.execute(sql`alter table notes_away rename to notes`);
  expect(await command('jobs-retry', id)).toMatchObject({ code: 0 });
  await expect.poll(status, patience).toBe('ready');
  expect((await command('jobs-dead')).output).toBe('No job is dead.\n');

  const unknown = await command('jobs-retry', id);
  expect(unknown).toMatchObject({ code: 1, output: expect.stringContaining('No dead job') });
  expect(await command('jobs-retry', '--all')).toMatchObject({ code: 0 });
  expect(await command('jobs-retry')).toMatchObject({ code: 1 });
});

test('what is asked for by a payload that does not fit is dead at once', async () => {
  await service.db.execute(sql`
    insert into jobs.job (name, data, dead_letter, retry_limit)
    values ('make-export', '{"payload":{"exportId":"x"}}', 'dead-letters', 4)`);
  await expect
    .poll(async () => (await command('jobs-dead')).output, { ...patience, interval: 500 })
    .toContain('make-export  1 attempts');
});
