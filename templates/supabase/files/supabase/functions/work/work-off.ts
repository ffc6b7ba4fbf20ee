import type { Job } from './jobs.ts';

/** The queue, as the database offers it. */
export interface Queue {
  /** The next due job, leased to the caller, or undefined. */
  lease(): Promise<Job | undefined>;
  execute(job: Job): Promise<void>;
  /** Hands a failed job back. Answers `waiting` or `dead`, null if the lease was taken over. */
  fail(job: Job, error: unknown): Promise<string | null>;
  finished(job: Job, outcome: 'done' | 'failed' | 'dead' | 'taken-over', durationMs: number): void;
}

export interface Tally {
  readonly done: number;
  readonly failed: number;
}

/** Executes due jobs one after another until none is left or the time is up. */
export async function workOff(queue: Queue, budgetMs: number): Promise<Tally> {
  const end = performance.now() + budgetMs;
  let done = 0;
  let failed = 0;
  while (performance.now() < end) {
    const job = await queue.lease();
    if (job === undefined) break;
    const start = performance.now();
    try {
      await queue.execute(job);
      done += 1;
      queue.finished(job, 'done', performance.now() - start);
    } catch (error) {
      failed += 1;
      const state = await queue.fail(job, error);
      const outcome = state === null ? 'taken-over' : state === 'dead' ? 'dead' : 'failed';
      queue.finished(job, outcome, performance.now() - start);
    }
  }
  return { done, failed };
}
