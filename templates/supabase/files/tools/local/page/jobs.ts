import type { Sql } from 'postgres';

export interface Job {
  id: string;
  queue: string;
  state: 'waiting' | 'leased' | 'done' | 'dead';
  attempts: number;
  max_attempts: number;
  run_at: Date;
  created_at: Date;
  finished_at: Date | null;
  last_error: string | null;
}

/** The outbox as the page sees it: dead letters first, then the newest. */
export async function listJobs(sql: Sql): Promise<Job[]> {
  return sql<Job[]>`
    select id, queue, state, attempts, max_attempts, run_at, created_at, finished_at, last_error
    from private.jobs order by state = 'dead' desc, created_at desc, id limit 100`;
}

/** Puts dead letters back into their queues, all of them without ids. Tells how many. */
export async function retryJobs(sql: Sql, ids: string[] | null): Promise<number> {
  const rows = await sql`select private.retry_dead_jobs(${ids}::uuid[])`;
  return rows.length;
}
