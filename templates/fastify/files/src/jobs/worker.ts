import type { Logger } from 'pino';

import type { Config } from '../config.ts';
import type { Database } from '../database/client.ts';
import type { Storage } from '../storage/storage.ts';
import { workerBoss } from './boss.ts';
import type { Envelope } from './envelope.ts';
import type { Job } from './job.ts';
import { defineQueues } from './queues.ts';
import { findJobs } from './registry.ts';
import { runJob } from './run-job.ts';
import { keepSchedules } from './schedules.ts';

interface WorkerParts {
  databaseUrl: string;
  config: Config;
  db: Database;
  storage: Storage;
  logger: Logger;
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
  databaseUrl,
  config,
  db,
  storage,
  logger,
}: WorkerParts): Promise<Worker> {
  const jobs = await findJobs();
  const boss = workerBoss(databaseUrl, config, logger);
  await boss.start();
  await defineQueues(boss, jobs, config);
  await keepSchedules(boss, jobs, config);

  const services = { boss, config, db, storage, logger };
  const work = (job: Job) =>
    boss.work<Envelope, unknown, typeof perJob>(job.name, perJob, (attempts) =>
      Promise.all(attempts.map((attempt) => runJob(job, attempt, services))),
    );
  await Promise.all(jobs.map(work));

  return { stop: (patienceMs) => boss.stop({ graceful: true, timeout: patienceMs }) };
}
