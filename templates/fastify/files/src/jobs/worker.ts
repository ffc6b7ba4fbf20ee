import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';

import type { Config } from '../config.ts';
import type { Database } from '../database/client.ts';
import type { Storage } from '../storage/storage.ts';
import { noTelemetry, type Telemetry } from '../telemetry/telemetry.ts';
import { jobsSchema, workerBoss } from './boss.ts';
import type { Envelope } from './envelope.ts';
import { type Attempt, createFinish, type Finish } from './finish.ts';
import type { Job } from './job.ts';
import { defineQueues } from './queues.ts';
import { findJobs } from './registry.ts';
import { runJob } from './run-job.ts';
import { keepSchedules } from './schedules.ts';
import { watchDeadLetters } from './watch-dead-letters.ts';

interface WorkerParts {
  /** Leads to the server itself: the queue listens for notifications. */
  directUrl: string;
  config: Config;
  db: Database;
  storage: Storage;
  logger: Logger;
  telemetry?: Telemetry;
}

export interface Worker {
  /** Lets the running jobs finish for this long; what then still runs goes back to its queue. */
  stop(patienceMs: number): Promise<void>;
}

/** Two loops per job: while one waits for a slow batch, the other goes on. */
const perJob = {
  localConcurrency: 2,
  batchSize: 5,
  burstWhenBatchFull: true,
  perJobResults: true,
  includeMetadata: true,
  // New jobs are announced; retries, and jobs whose announcement got lost, are found by looking.
  pollingIntervalSeconds: 1,
  notifyPollingIntervalSeconds: 1,
} as const;

/** Works on the jobs of all features until it is stopped. */
export async function startWorker({
  directUrl,
  config,
  db,
  storage,
  logger,
  telemetry = noTelemetry,
}: WorkerParts): Promise<Worker> {
  const jobs = await findJobs();
  const boss = workerBoss(directUrl, config, logger);
  await boss.start();
  await defineQueues(boss, jobs, config);
  await keepSchedules(boss, jobs, config);

  const services = { boss, config, db, storage, logger, telemetry };
  const running = new Set<string>();
  const run = async (job: Job, attempt: Attempt, finish: Finish) => {
    running.add(attempt.id);
    try {
      return await runJob(job, attempt, finish, services);
    } finally {
      running.delete(attempt.id);
    }
  };
  const work = (job: Job) => {
    const finish = createFinish(job.name, boss, db);
    return boss.work<Envelope, unknown, typeof perJob>(job.name, perJob, (attempts) =>
      Promise.all(attempts.map((attempt) => run(job, attempt, finish))),
    );
  };
  await Promise.all(jobs.map(work));
  const deathWatch = watchDeadLetters(services, jobs);

  return {
    async stop(patienceMs) {
      const working = jobs.map(({ name }) => boss.offWork(name));
      const idle = Promise.all([...working, deathWatch.stop()]);
      await Promise.race([idle, sleep(patienceMs, undefined, { ref: false })]);
      if (running.size > 0) await grantAttempt(db, [...running]);
      // What still runs goes back to its queue here, as after any failure.
      await boss.stop({ graceful: false });
    },
  };
}

/** An attempt that was cut short by a stop shall not be one of the five. */
async function grantAttempt(db: Database, ids: string[]): Promise<void> {
  await db.execute(sql`
    update ${sql.identifier(jobsSchema)}.job set retry_limit = retry_limit + 1
    where state = 'active' and id in ${ids}`);
}
