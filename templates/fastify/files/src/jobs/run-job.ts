import type { JobResult, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';

import type { Config } from '../config.ts';
import type { Database } from '../database/client.ts';
import { serializeError } from '../logger.ts';
import type { Storage } from '../storage/storage.ts';
import type { JobEnded, JobOutcome, Telemetry } from '../telemetry/telemetry.ts';
import { traceIdOf } from './envelope.ts';
import { type Attempt, type Finish, JobTakenOver } from './finish.ts';
import type { Job, JobContext } from './job.ts';

export interface JobServices {
  boss: PgBoss;
  config: Config;
  db: Database;
  storage: Storage;
  logger: Logger;
  telemetry: Telemetry;
}

/**
 * Runs one attempt. What it gives is written for the whole batch at once; a failure is told before
 * that, so that the next attempt does not have to wait for jobs that were fetched with this one.
 */
export function runJob(
  job: Job,
  attempt: Attempt,
  finish: Finish,
  services: JobServices,
): Promise<JobResult> {
  const { id, data, retryCount } = attempt;
  const run = { name: job.name, id, attempt: retryCount + 1, traceparent: data.traceparent };
  return services.telemetry.runJob(run, (ended) =>
    runAttempt(job, attempt, finish, services, ended),
  );
}

async function runAttempt(
  job: Job,
  attempt: Attempt,
  finish: Finish,
  { boss, config, db, storage, logger, telemetry }: JobServices,
  ended: JobEnded,
): Promise<JobResult> {
  const { id } = attempt;
  const traceId = telemetry.traceId() ?? traceIdOf(attempt.data);
  const log = logger.child({
    traceId,
    job: job.name,
    jobId: id,
    attempt: attempt.retryCount + 1,
  });
  const isLastAttempt = attempt.retryCount >= attempt.retryLimit;
  const start = performance.now();
  const report = (outcome: JobOutcome, error?: unknown) => {
    const line = { outcome, durationMs: Math.round((performance.now() - start) * 10) / 10 };
    if (error === undefined) log.info(line, 'job');
    else log[outcome === 'dead' ? 'error' : 'warn']({ ...line, err: error }, 'job');
    ended(outcome, error);
    if (outcome === 'dead') telemetry.reportError(error, { traceId, job: job.name, jobId: id });
  };

  const payload = job.payload.safeParse(attempt.data.payload);
  if (!payload.success) {
    // Trying again would change nothing.
    report('dead', payload.error);
    return { id, status: 'deadletter', output: failure(payload.error) };
  }

  let isRunning = true;
  attempt.signal.addEventListener('abort', () => {
    if (isRunning) log.warn('the time for this job is up, or another worker has it now');
  });

  let isFinished = false;
  const finishOnce: JobContext['finish'] = async (effect) => {
    await finish(attempt, effect);
    isFinished = true;
  };

  try {
    const { signal } = attempt;
    await job.handler(payload.data, { config, db, storage, log, signal, finish: finishOnce });
    report('done');
    return { id, status: 'completed' };
  } catch (error) {
    if (error instanceof JobTakenOver || isFinished) {
      report(isFinished ? 'done' : 'taken-over', error);
      return { id, status: 'completed' };
    }
    report(isLastAttempt ? 'dead' : 'failed', error);
    const output = failure(error);
    await boss.fail(job.name, attempt, output).catch((cause: unknown) => {
      log.warn({ err: cause }, 'the failure could not be told to the queue yet');
    });
    return { id, status: 'failed', output };
  } finally {
    isRunning = false;
  }
}

/** What the queue keeps: like the log, nothing of what was in a statement. */
function failure(error: unknown): object {
  return { error: serializeError(error) };
}
