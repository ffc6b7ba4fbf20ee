import { AsyncLocalStorage } from 'node:async_hooks';

import { sql } from 'drizzle-orm';
import { fromDrizzle, type JobWithMetadata, type PgBoss } from 'pg-boss';

import type { Database, Transaction } from '../database/client.ts';
import type { Envelope } from './envelope.ts';

export type Attempt = JobWithMetadata<Envelope>;
export type Effect = (tx: Transaction) => Promise<void>;
export type Finish = (attempt: Attempt, effect: Effect) => Promise<void>;

/** Another worker has the job now, because this one gave no sign of life or ran out of time. */
export class JobTakenOver extends Error {
  override name = 'JobTakenOver';
}

interface Ending {
  attempt: Attempt;
  effect: Effect;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Makes the effect of a job and its completion one transaction. Jobs of a queue that end at the same
 * moment share one, because a commit costs more than most effects. If that fails, all of it is undone
 * and each is done alone: so an effect may run twice, but what it writes is there once.
 */
export function createFinish(queue: string, boss: PgBoss, db: Database): Finish {
  let waiting: Ending[] = [];

  async function commit(endings: Ending[]): Promise<void> {
    await db.transaction(async (tx) => {
      for (const { effect } of endings) await effect(tx);
      const attempts = endings.map(({ attempt }) => attempt);
      const settled = await boss.complete(queue, attempts, null, { db: fromDrizzle(tx, sql) });
      if (affected(settled) < endings.length) {
        throw new JobTakenOver('Another worker has this job now');
      }
    });
  }

  async function commitAlone(ending: Ending): Promise<void> {
    await commit([ending]).then(ending.resolve, ending.reject);
  }

  async function commitWaiting(): Promise<void> {
    const endings = waiting;
    waiting = [];
    if (endings.length > 1) {
      try {
        await commit(endings);
        for (const { resolve } of endings) resolve();
        return;
      } catch {
        // One of them failed, and will tell why.
      }
    }
    await Promise.all(endings.map(commitAlone));
  }

  return (attempt, effect) =>
    new Promise<void>((resolve, reject) => {
      // Its statements belong to the trace of its own job.
      const inContext = AsyncLocalStorage.snapshot();
      waiting.push({ attempt, effect: (tx) => inContext(effect, tx), resolve, reject });
      if (waiting.length === 1) setImmediate(() => void commitWaiting());
    });
}

/** The queue answers with the number of jobs that it changed; its types leave that out. */
function affected(response: object): number {
  return 'affected' in response ? Number(response.affected) : 0;
}
