import { randomUUID } from 'node:crypto';

import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';

import { newAdmin, newMember } from './support/accounts.ts';
import { useDatabaseProxy } from './support/database-proxy.ts';
import { run, startService } from './support/process.ts';
import { useService } from './support/service.ts';
import { useStorageFolder } from './support/storage-folder.ts';
import { useEmptyDatabase } from './support/test-database.ts';
import { deliver, webhookSecret } from './support/webhook.ts';
import { patience, startWorkerProcess } from './support/worker.ts';

const service = await useService({ WEBHOOK_SECRET: webhookSecret });
const databaseUrl = service.app.config.DATABASE_URL ?? '';
const admin = await newAdmin(service);
const proxy = await useDatabaseProxy(databaseUrl);
const emptyDatabase = await useEmptyDatabase();
const storageFolder = await useStorageFolder();

/** Holds a table, so that a job that needs it stands still in its middle. */
function hold(table: string) {
  return holdBy(`lock table ${table} in access exclusive mode`);
}

async function holdBy(statement: string) {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('begin');
  await client.query(statement);
  return async () => {
    await client.query('rollback');
    await client.end();
  };
}

/** What the statements that stand still wait for. */
async function blockedOn(): Promise<string[]> {
  const { rows } = await service.db.execute<{ wait: string }>(sql`
    select wait_event as wait from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'
    order by wait_event`);
  return rows.map(({ wait }) => wait);
}

async function countOf(type: string): Promise<number | undefined> {
  const { body } = await admin.client.get<{ items: { type: string; count: number }[] }>(
    '/v1/admin/webhook-counts',
  );
  return body.items.find((item) => item.type === type)?.count;
}

async function jobsNamed(name: string) {
  const { rows } = await service.db.execute<{ state: string; retries: number }>(sql`
    select state, retry_count as retries from jobs.job where name = ${name} order by created_on`);
  return rows;
}

async function makeLastAttempt(name: string): Promise<void> {
  await service.db.execute(sql`
    update jobs.job set retry_limit = retry_count where name = ${name} and state = 'active'`);
}

test('the service and two workers may start on an empty database at once', async () => {
  const env = { DATABASE_URL: emptyDatabase, STORAGE_DIR: storageFolder };
  const workers = [1, 2].map(() => run('src/worker.ts', env));
  const { url } = await startService(env);
  for (const worker of workers) {
    await expect.poll(worker.output, patience).toContain('worker ready');
  }
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
});

describe('a worker that is killed', () => {
  test('leaves its jobs to another one, and each effect is there once', async () => {
    const member = await newMember(service);
    await member.client.post('/v1/notes', { title: 'Kept', body: '' });
    const killed = await startWorkerProcess(service);
    const releaseNotes = await hold('notes');
    const releaseCounts = await hold('webhook_counts');
    const asked = await member.client.post<{ id: string }>('/v1/exports');
    await deliver(service, { type: 'killed' });
    await expect.poll(blockedOn, patience).toEqual(['relation', 'relation']);
    // The export is half written; the event is to be counted, but not yet settled, when it ends.
    const releaseJobs = await holdBy(`
        select from jobs.job where name = 'count-webhook-event' for update`);
    await releaseCounts();
    await expect.poll(blockedOn, patience).toEqual(['relation', 'transactionid']);
    killed.signal('SIGKILL');
    await killed.exit();
    await releaseNotes();
    await releaseJobs();
    await expect.poll(blockedOn, patience).toEqual([]);
    expect(await countOf('killed')).toBeUndefined();

    await startWorkerProcess(service);
    await expect.poll(() => countOf('killed'), patience).toBe(1);
    const path = `/v1/exports/${asked.body.id}`;
    await expect
      .poll(async () => (await member.client.get(path)).body['status'], patience)
      .toBe('ready');
    const file = await member.client.get<{ notes: object[] }>(`${path}/file`);
    expect(file.body.notes).toHaveLength(1);
    for (const name of ['make-export', 'count-webhook-event']) {
      expect(await jobsNamed(name)).toEqual([{ state: 'completed', retries: 1 }]);
    }
  });

  test('in the last attempt leaves a dead job, and what it was for is marked as failed', async () => {
    const member = await newMember(service);
    const killed = await startWorkerProcess(service);
    const release = await hold('notes');
    const asked = await member.client.post<{ id: string }>('/v1/exports');
    await expect.poll(blockedOn, patience).toEqual(['relation']);
    await makeLastAttempt('make-export');
    killed.signal('SIGKILL');
    await killed.exit();
    await release();
    await service.db.execute(sql`
      update jobs.job set heartbeat_on = now() - interval '1 minute' where state = 'active'`);

    await startWorkerProcess(service);
    const path = `/v1/exports/${asked.body.id}`;
    await expect
      .poll(async () => (await member.client.get(path)).body['status'], patience)
      .toBe('failed');
  });
});

describe('on SIGTERM', () => {
  test('a worker finishes the job that runs, takes no other, and exits 0', async () => {
    const worker = await startWorkerProcess(service);
    const release = await hold('webhook_counts');
    await deliver(service, { type: 'finished' });
    await expect.poll(blockedOn, patience).toEqual(['relation']);
    worker.signal('SIGTERM');
    await expect.poll(worker.output, patience).toContain('stopping');
    await deliver(service, { type: 'left' });
    await release();
    expect(await worker.exit()).toBe(0);
    expect(await countOf('finished')).toBe(1);
    expect(await countOf('left')).toBeUndefined();

    await startWorkerProcess(service);
    await expect.poll(() => countOf('left'), patience).toBe(1);
  });

  test('a worker hands back what does not end within the grace time, and exits 0', async () => {
    const worker = await startWorkerProcess(service, { SHUTDOWN_GRACE_MS: '4000' });
    const release = await hold('webhook_counts');
    await deliver(service, { type: 'handed-back' });
    await expect.poll(blockedOn, patience).toEqual(['relation']);
    // One that is cut short by a stop is not counted.
    await makeLastAttempt('count-webhook-event');
    const start = Date.now();
    worker.signal('SIGTERM');
    expect(await worker.exit()).toBe(0);
    expect(Date.now() - start).toBeLessThan(5_500);
    expect(await jobsNamed('count-webhook-event')).toContainEqual({ state: 'retry', retries: 0 });
    await release();

    await startWorkerProcess(service);
    await expect.poll(() => countOf('handed-back'), patience).toBe(1);
  });

  test('a worker takes no other job and exits 0, also while a dead one cannot be told', async () => {
    const release = await hold('exports');
    await service.db.execute(sql`
      insert into jobs.job (name, data, source_name) values
        ('dead-letters', ${JSON.stringify({ payload: { exportId: randomUUID() } })}, 'make-export')`);
    const worker = await startWorkerProcess(service, { SHUTDOWN_GRACE_MS: '4000' });
    await expect.poll(blockedOn, patience).toEqual(['relation']);
    worker.signal('SIGTERM');
    await expect.poll(worker.output, patience).toContain('stopping');
    await deliver(service, { type: 'not-taken' });
    expect(await worker.exit()).toBe(0);
    await release();
    expect(await countOf('not-taken')).toBeUndefined();
  });
});

test('a worker whose connections are cut goes on when the database answers again', async () => {
  const worker = await startWorkerProcess(service);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
  await client.end();
  const delivered = async () => (await deliver(service, { type: 'after-cut' })).status;
  await expect.poll(delivered, patience).toBe(202);
  await expect.poll(() => countOf('after-cut'), patience).toBe(1);
  expect(worker.output()).not.toContain('fatal');
});

test('a worker whose database is away tells so in short lines, and goes on when it is back', async () => {
  const worker = await startWorkerProcess(service, { DATABASE_URL: proxy.url });
  await proxy.cut();
  const failures = () => worker.output().match(/"reason":"ECONNREFUSED".*could not be read/g) ?? [];
  await expect.poll(() => failures().length, patience).toBeGreaterThan(1);
  await proxy.restore();
  await deliver(service, { type: 'after-outage' });
  await expect.poll(() => countOf('after-outage'), patience).toBe(1);
  expect(worker.output()).not.toMatch(/"stack"|"level":"(error|fatal)"/);
});

describe('the clean-up', () => {
  const runs = () => jobsNamed('clean-up');
  const sessions = async () => {
    const { rows } = await service.db.execute(sql`select 1 from sessions where expires_at < now()`);
    return rows.length;
  };

  test('runs by the clock, once although two workers look, and by a command', async () => {
    const member = await newMember(service);
    await service.db.execute(sql`
      update sessions set expires_at = now() - interval '1 second' where user_id = ${member.id}`);
    expect(await sessions()).toBe(1);

    // Due in this minute of every hour, so a second time only in an hour. The workers have to be up
    // before the minute is over.
    await expect.poll(() => new Date().getUTCSeconds(), patience).toBeLessThan(35);
    const CLEAN_UP_SCHEDULE = `${new Date().getUTCMinutes()} * * * *`;
    const workers = await Promise.all(
      [1, 2].map(() => startWorkerProcess(service, { CLEAN_UP_SCHEDULE })),
    );
    await expect.poll(runs, patience).toEqual([{ state: 'completed', retries: 0 }]);
    expect(await sessions()).toBe(0);
    // Both look again each second.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await runs()).toHaveLength(1);
    const told = workers.flatMap(({ output }) => output().match(/cleaned up/g) ?? []);
    expect(told).toHaveLength(1);

    const command = run('src/commands/jobs-run.ts', { DATABASE_URL: databaseUrl }, ['clean-up']);
    expect(await command.exit()).toBe(0);
    await expect.poll(runs, patience).toHaveLength(2);
    const unknown = run('src/commands/jobs-run.ts', { DATABASE_URL: databaseUrl }, ['make-export']);
    expect(await unknown.exit()).toBe(1);
    expect(unknown.output()).toContain('clean-up');
  });
});
