import { sql } from 'drizzle-orm';

import type { Database } from '../database/client.ts';
import { bossOn, jobsSchema } from './boss.ts';
import type { Envelope } from './envelope.ts';
import { deadLetters } from './queues.ts';

const batchSize = 500;

export interface DeadLetter {
  id: string;
  job: string;
  attempts: number;
  diedAt: Date;
  error: string;
}

/** The jobs whose last attempt has failed, oldest first. */
export async function listDeadLetters(db: Database): Promise<DeadLetter[]> {
  const found = await bossOn(db).findJobs<Envelope>(deadLetters, { queued: true });
  return found
    .map(({ id, createdOn, sourceName, sourceRetryCount, sourceOutput }) => ({
      id,
      job: sourceName ?? 'unknown',
      attempts: (sourceRetryCount ?? 0) + 1,
      diedAt: new Date(createdOn),
      error: messageIn(sourceOutput),
    }))
    .toSorted((a, b) => a.diedAt.getTime() - b.diedAt.getTime());
}

/** Their ids alone: of thousands, payloads and errors are much to read. */
export async function deadLetterIds(db: Database): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(
    sql`select id from ${sql.identifier(jobsSchema)}.job
      where name = ${deadLetters} and state < 'active' order by created_on`,
  );
  return rows.map(({ id }) => id);
}

/** Puts dead letters back into their queues, with all attempts before them. Tells how many. */
export async function retryDeadLetters(db: Database, ids: string[]): Promise<number> {
  const boss = bossOn(db);
  let count = 0;
  for (let start = 0; start < ids.length; start += batchSize) {
    count += await boss.redrive(deadLetters, { ids: ids.slice(start, start + batchSize) });
  }
  return count;
}

/** An error of ours stands under `error`; one that the queue found itself, such as a dead worker, under `value`. */
function messageIn(output: object | null): string {
  const { error, value } = (output ?? {}) as Record<'error' | 'value', { message?: unknown }>;
  const message = error?.message ?? value?.message;
  return typeof message === 'string' ? message : 'unknown';
}
