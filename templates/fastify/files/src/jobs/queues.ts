import type { PgBoss, QueueOptions } from 'pg-boss';

import type { Config } from '../config.ts';
import type { Job } from './job.ts';

/** Where a job stands after its last attempt has failed. */
export const deadLetters = 'dead-letters';

export const maxAttempts = 5;

const day = 24 * 60 * 60;

/** Makes a queue for each job, or brings it to the options that the code has now. */
export async function defineQueues(boss: PgBoss, jobs: Job[], config: Config): Promise<void> {
  await boss.createQueue(deadLetters, { retentionSeconds: 90 * day });
  for (const job of jobs) {
    const options = { ...queueOptions(job, config), deadLetter: deadLetters, notify: true };
    await boss.createQueue(job.name, options);
    await boss.updateQueue(job.name, options);
  }
}

function queueOptions(job: Job, config: Config): QueueOptions {
  return {
    retryLimit: maxAttempts - 1,
    // Doubled for each further attempt, with some noise.
    retryDelay: config.JOBS_RETRY_SECONDS,
    retryBackoff: true,
    expireInSeconds: job.timeoutSeconds,
    // A worker that dies says nothing. After this time without a sign of life, another one takes over.
    heartbeatSeconds: 10,
  };
}
