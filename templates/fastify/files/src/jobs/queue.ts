import { sql } from 'drizzle-orm';
import { fromDrizzle } from 'pg-boss';
import type { z } from 'zod';

import type { Config } from '../config.ts';
import type { Database, Transaction } from '../database/client.ts';
import { noTelemetry, type Telemetry } from '../telemetry/telemetry.ts';
import { bossOn } from './boss.ts';
import { type Envelope, newTraceparent } from './envelope.ts';
import type { Job } from './job.ts';
import { defineQueues } from './queues.ts';
import { findJobs } from './registry.ts';

const nobody = '00000000-0000-0000-0000-000000000000';

export interface JobQueue {
  /**
   * Asks for a job inside the transaction that writes what the job is about: both are there, or
   * neither. Gives the id of the job.
   */
  enqueue<Payload extends z.ZodType>(
    tx: Transaction,
    job: Job<Payload>,
    payload: z.input<Payload>,
    origin: { traceId: string },
  ): Promise<string>;
}

export async function createJobQueue(
  db: Database,
  config: Config,
  telemetry: Telemetry = noTelemetry,
): Promise<JobQueue> {
  const boss = bossOn(db);
  const jobs = await findJobs();
  await defineQueues(boss, jobs, config);
  // The first use of a queue looks it up on a connection of the pool. Were that in a transaction, as
  // many of them as the pool has connections would wait for one another.
  for (const { name } of jobs) await boss.getJobById(name, nobody);

  return {
    async enqueue(tx, job, payload, { traceId }) {
      const envelope: Envelope = {
        payload: job.payload.parse(payload),
        traceparent: telemetry.traceparent() ?? newTraceparent(traceId),
      };
      const id = await boss.send(job.name, envelope, { db: fromDrizzle(tx, sql) });
      if (id === null) throw new Error(`The job "${job.name}" was not taken by its queue`);
      return id;
    },
  };
}
