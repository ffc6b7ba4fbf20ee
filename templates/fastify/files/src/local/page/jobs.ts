import { sql } from 'drizzle-orm';
import { z } from 'zod';

import type { Database } from '../../database/client.ts';
import { jobsSchema } from '../../jobs/boss.ts';
import { type DeadLetter, listDeadLetters, retryDeadLetters } from '../../jobs/dead-letters.ts';
import { traceIdOf } from '../../jobs/envelope.ts';
import { deadLetters } from '../../jobs/queues.ts';

export type JobState = 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed';

export interface Job {
  id: string;
  name: string;
  state: JobState;
  /** Attempts that have begun, and how many there can be. */
  attempts: number;
  maxAttempts: number;
  createdAt: Date;
  startedAt: Date | undefined;
  endedAt: Date | undefined;
  /** When a waiting job is due. */
  dueAt: Date;
  traceId: string | undefined;
  /** Why the last attempt failed, if it did. */
  error: string | undefined;
}

export type { DeadLetter };

/** The queue as the page sees it. */
export interface Jobs {
  /** Newest first. */
  list(): Promise<Job[]>;
  ofTrace(traceId: string): Promise<Job[]>;
  deadLetters(): Promise<DeadLetter[]>;
  /** Puts dead letters back into their queues. Tells how many. */
  retry(ids: string[]): Promise<number>;
}

const jobsToShow = 100;

const moment = z.number().transform((time) => new Date(time));
const rows = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    state: z.enum(['created', 'retry', 'active', 'completed', 'cancelled', 'failed']),
    retries: z.number(),
    retryLimit: z.number(),
    created: moment,
    started: moment.nullable(),
    ended: moment.nullable(),
    due: moment,
    traceparent: z.string().nullable(),
    error: z.string().nullable(),
  }),
);

export function jobsOf(db: Database): Jobs {
  const find = async (traceparents: string): Promise<Job[]> => {
    const table = sql.identifier(jobsSchema);
    const { rows: found } = await db.execute(sql`
      select id, name, state, retry_count as retries, retry_limit as "retryLimit",
        ${milliseconds('created_on')} as created, ${milliseconds('started_on')} as started,
        ${milliseconds('completed_on')} as ended, ${milliseconds('start_after')} as due,
        data->>'traceparent' as traceparent,
        coalesce(output->'error'->>'message', output->'value'->>'message') as error
      from ${table}.job
      where name <> ${deadLetters} and name not like '\\_\\_%'
        and coalesce(data->>'traceparent', '') like ${traceparents}
      order by created_on desc, id limit ${jobsToShow}`);
    return rows.parse(found).map(toJob);
  };
  return {
    list: () => find('%'),
    ofTrace: (traceId) => find(`00-${traceId}-%`),
    deadLetters: () => listDeadLetters(db),
    retry: (ids) => retryDeadLetters(db, ids),
  };
}

function milliseconds(column: string) {
  return sql`(extract(epoch from ${sql.identifier(column)}) * 1000)::float8`;
}

function toJob(row: z.output<typeof rows>[number]): Job {
  const { traceparent, state } = row;
  const isOver = state === 'completed' || state === 'failed' || state === 'cancelled';
  return {
    id: row.id,
    name: row.name,
    state,
    attempts: state === 'created' ? 0 : row.retries + 1,
    maxAttempts: row.retryLimit + 1,
    createdAt: row.created,
    startedAt: row.started ?? undefined,
    endedAt: isOver ? (row.ended ?? undefined) : undefined,
    dueAt: row.due,
    traceId: traceparent === null ? undefined : traceIdOf({ payload: {}, traceparent }),
    error: row.error ?? undefined,
  };
}
