import { sql } from 'drizzle-orm';
import { type ConstructorOptions, fromDrizzle, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';

import type { Config } from '../config.ts';
import type { Database } from '../database/client.ts';
import { failureFields } from '../database/errors.ts';

/** The schema that pg-boss keeps its tables in. */
export const jobsSchema = 'jobs';

/** For processes that only hand jobs over: it works on the given connections and needs no start. */
export function bossOn(db: Database): PgBoss {
  return new PgBoss({ ...idle, db: fromDrizzle(db, sql) });
}

/** For the worker: with connections of its own, so that jobs that use all of the pool stay alive. */
export function workerBoss(url: string, config: Config, log: Logger): PgBoss {
  const boss = new PgBoss({
    schema: jobsSchema,
    connectionString: url,
    max: 4,
    useListenNotify: true,
    superviseIntervalSeconds: config.JOBS_MONITOR_SECONDS,
    monitorIntervalSeconds: config.JOBS_MONITOR_SECONDS,
    queueCacheIntervalSeconds: config.JOBS_MONITOR_SECONDS,
    cronMonitorIntervalSeconds: config.JOBS_MONITOR_SECONDS,
    cronWorkerIntervalSeconds: config.JOBS_MONITOR_SECONDS,
  });
  // It goes on by itself when the database is back.
  boss.on('error', (given) => {
    // Often a copy of an error's fields, which is no error itself.
    const error = Object.assign(new Error(given.message), { stack: given.stack }, given);
    log.warn(failureFields(error), 'job queue');
  });
  boss.on('warning', ({ message, data }) => log.warn({ data }, message));
  return boss;
}

export const idle: ConstructorOptions = {
  schema: jobsSchema,
  migrate: false,
  supervise: false,
  schedule: false,
};
