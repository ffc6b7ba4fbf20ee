import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { connect } from '../../database/client.ts';
import { bossOn } from '../../jobs/boss.ts';
import { deadLetters } from '../../jobs/queues.ts';
import { createLogger } from '../../logger.ts';
import { createHealthCheck } from './health.ts';
import { jobsOf } from './jobs.ts';
import { openPage, traceId } from './testing/open-page.ts';

const database = connect(await useTestDatabase(), 2, createLogger('silent'));
afterAll(() => database.close());
const { db } = database;
const jobs = jobsOf(db);

beforeAll(async () => {
  for (const name of [deadLetters, 'print']) await bossOn(db).createQueue(name);
});

/** What the queue holds of a job whose last attempt has failed. */
async function leaveDeadLetter(): Promise<void> {
  const data = JSON.stringify({ payload: {}, traceparent: `00-${traceId}-${'1'.repeat(16)}-01` });
  const output = JSON.stringify({ error: { message: '<b>out of paper</b>' } });
  await db.execute(sql`
    insert into jobs.job (name, data, state, retry_limit, retry_count, output, started_on, completed_on)
    values ('print', ${data}, 'failed', 4, 4, ${output}, now() - interval '2 s', now())`);
  await db.execute(sql`
    insert into jobs.job (name, data, source_name, source_retry_count, source_output)
    values (${deadLetters}, ${data}, 'print', 4, ${output})`);
}

test('lists jobs with their trace, and puts a dead letter back by its button', async () => {
  const page = await openPage({ jobs });
  expect((await page.get('/jobs')).text).toContain('No job yet.');
  await leaveDeadLetter();

  const before = (await page.get('/jobs')).text;
  expect(before).toMatch(/1 dead letter[^]*print[^]*after 5 attempts[^]*&lt;b&gt;out of paper/);
  expect(before).toMatch(/dead<\/b>[^]*attempt 5 of 5/);
  expect(before).toContain(`href="/traces/${traceId}"`);
  expect((await page.get(`/traces/${traceId}`)).text).toContain('out of paper');

  const [, action = ''] = /action="(\/jobs\/dead\/[0-9a-f-]{36}\/retry)"/.exec(before) ?? [];
  const answer = await page.post(action, '');
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/jobs');

  const after = (await page.get('/jobs')).text;
  expect(after).not.toContain('dead letter');
  expect(await jobs.list()).toMatchObject([{ state: 'created', attempts: 0 }, { state: 'failed' }]);
  expect((await page.post(action, '')).status).toBe(404);
  expect((await page.post('/jobs/dead/none/retry', '')).status).toBe(404);
});

test('says so while the database is away', async () => {
  const away = connect('postgres://127.0.0.1:1/none', 1, createLogger('silent'));
  const page = await openPage({ jobs: jobsOf(away.db) });

  expect((await page.get('/jobs')).text).toContain('The queue does not answer.');
  expect((await page.get('/')).text).toContain('The queue does not answer.');
  await away.close();
});

test('tells whether the API answers and a worker is connected', async () => {
  const health = createHealthCheck('http://127.0.0.1:1', db);

  expect(await health.read()).toEqual({
    api: { ok: false, text: 'does not answer' },
    worker: { ok: false, text: 'is not connected' },
    database: { ok: true, text: 'answers' },
  });
});
