import type { Logger } from 'pino';
import type { z } from 'zod';

import type { Config } from '../config.ts';
import type { Database, Transaction } from '../database/client.ts';
import type { Storage } from '../storage/storage.ts';

/** What a handler works with. */
export interface JobContext {
  config: Config;
  db: Database;
  storage: Storage;
  /** Its lines carry the trace that the job was asked for in. */
  log: Logger;
  /** Aborted when the time is up, the worker stops, or another one has taken the job over. */
  signal: AbortSignal;
  /**
   * Makes the effect of the job and its completion one transaction. A worker can die at any point
   * and the job then runs again; what is written here is there once all the same. It is to do nothing
   * but write with `tx`: what it does elsewhere can happen twice.
   */
  finish: (effect: (tx: Transaction) => Promise<void>) => Promise<void>;
}

export interface Job<Payload extends z.ZodType = z.ZodType> {
  /** Names the queue as well: jobs that wait under an old name are not found under a new one. */
  name: string;
  payload: Payload;
  /** How long one attempt may take. */
  timeoutSeconds: number;
  /** When it runs by itself: five cron fields, in UTC. The payload is then an empty object. */
  schedule?: (config: Config) => string;
  handler(payload: z.output<Payload>, context: JobContext): Promise<void>;
  /**
   * Told once the job stands among the dead letters, however it got there: a worker that is killed in
   * the last attempt says nothing. Every worker tells it, so it has to bear repetition.
   */
  onDeath?(payload: z.output<Payload>, context: Pick<JobContext, 'db'>): Promise<void>;
}

/** A job of a feature. Listed in the `jobs` of the feature's `jobs.ts`, it is found by the worker. */
export function defineJob<Payload extends z.ZodType>(
  job: Omit<Job<Payload>, 'timeoutSeconds'> & { timeoutSeconds?: number },
): Job<Payload> {
  return { timeoutSeconds: 300, ...job };
}
