import { randomUUID } from 'node:crypto';

import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';

import { bossOn } from '../src/jobs/boss.ts';
import { defineJob } from '../src/jobs/job.ts';
import { defineQueues } from '../src/jobs/queues.ts';
import { watchDeadLetters } from '../src/jobs/watch-dead-letters.ts';
import { createLogger } from '../src/logger.ts';
import { collectLines, useService } from './support/service.ts';
import { patience } from './support/worker.ts';

const { app, db } = await useService({ JOBS_MONITOR_SECONDS: '1' });
const boss = bossOn(db);
await defineQueues(boss, [], app.config);

const logLines: string[] = [];
const logger = createLogger('info', collectLines(logLines));

/** A job that notes down each payload that it is told to be dead. */
function dyingJob(name: string, onDeath: () => Promise<void> = async () => {}) {
  const deaths: unknown[] = [];
  const job = defineJob({
    name,
    payload: z.object({ id: z.uuid() }),
    handler: async () => {},
    onDeath: async (payload) => {
      deaths.push(payload);
      await onDeath();
    },
  });
  return { job, deaths };
}

async function addLetter(job: string) {
  const payload = { id: randomUUID() };
  await db.execute(sql`
    insert into jobs.job (name, data, source_name)
    values ('dead-letters', ${JSON.stringify({ payload })}, ${job})`);
  return payload;
}

function watch(...jobs: Parameters<typeof watchDeadLetters>[1]) {
  const watching = watchDeadLetters({ boss, config: app.config, db, logger }, jobs);
  onTestFinished(() => watching.stop());
  return watching;
}

test('a job that cannot be told is told again; the others are told once, and do not wait', async () => {
  const failing = dyingJob('failing', () => Promise.reject(new Error('not now')));
  const sound = dyingJob('sound');
  const first = await addLetter('failing');
  const second = await addLetter('sound');
  watch(failing.job, sound.job);
  await expect.poll(() => failing.deaths.length, patience).toBeGreaterThan(2);
  expect(failing.deaths.slice(0, 2)).toEqual([first, first]);
  expect(sound.deaths).toEqual([second]);

  const third = await addLetter('sound');
  await expect.poll(() => sound.deaths, patience).toEqual([second, third]);
  expect(logLines.join('\n')).toContain('a job could not be told that it is dead');
});

test('a watch that stops tells the job that it is at, and no further one', async () => {
  let release = () => {};
  const held = dyingJob('held', () => new Promise((resolve) => (release = resolve)));
  await addLetter('held');
  await addLetter('held');
  const watching = watch(held.job);
  await expect.poll(() => held.deaths.length, patience).toBe(1);
  const stopped = watching.stop();
  release();
  await stopped;
  expect(held.deaths).toHaveLength(1);
});
