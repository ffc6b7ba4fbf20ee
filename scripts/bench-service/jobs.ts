import { setTimeout as sleep } from 'node:timers/promises';
import { productionSettings } from './environment.ts';
import { startMeasured } from './measured-process.ts';
import type { BenchProject, Client } from './project.ts';

export interface JobFigures {
  /** Jobs per second, a figure for each round. */
  readonly bare: number[];
  readonly empty: number[];
  readonly once: number[];
  /** MiB of the worker. */
  readonly atRest: number;
  readonly underLoad: number;
}

const MIB = 1024 * 1024;
const PATIENCE_MS = 120_000;

/** The settings of the service's worker. */
const WORK_OPTIONS = {
  localConcurrency: 2,
  batchSize: 5,
  burstWhenBatchFull: true,
  perJobResults: true,
  includeMetadata: true,
  pollingIntervalSeconds: 1,
  notifyPollingIntervalSeconds: 1,
};

/** Jobs per second of pg-boss alone, and of the service's worker: with a handler that does nothing, and with `finish`. */
export async function measureJobs(
  project: BenchProject,
  { rounds, jobs }: { readonly rounds: number; readonly jobs: number },
): Promise<JobFigures> {
  const client = await project.connect();
  const figures: JobFigures = { bare: [], empty: [], once: [], atRest: 0, underLoad: 0 };
  const memory = { atRest: 0, underLoad: 0 };
  const settings = productionSettings(project, 0);
  const bareEnv = {
    NODE_ENV: 'production',
    DATABASE_URL: project.databaseUrl,
    QUEUE: 'bench-empty',
    WORK_OPTIONS: JSON.stringify(WORK_OPTIONS),
  };
  try {
    for (let round = -1; round < rounds; round++) {
      const rates = {
        empty: await rate('bench-empty', 'dist/worker.js', settings, /worker ready/),
        once: await rate('bench-once', 'dist/worker.js', settings, /worker ready/),
        bare: await rate('bench-empty', 'bench/bare-worker.mjs', bareEnv, /^ready$/m),
      };
      if (round < 0) continue;
      figures.bare.push(rates.bare);
      figures.empty.push(rates.empty);
      figures.once.push(rates.once);
    }
    return { ...figures, ...memory };
  } finally {
    await client.end();
  }

  /** From the first job that was fetched to the last that was settled, by the clock of the database. */
  async function rate(
    queue: string,
    script: string,
    env: Record<string, string>,
    ready: RegExp,
  ): Promise<number> {
    const worker = await startMeasured(project, script, env, ready);
    try {
      const isService = script.startsWith('dist/');
      if (isService) memory.atRest ||= (await worker.usage()).rss / MIB;
      await enqueue(client, queue, jobs);
      await allDone(client, queue);
      if (isService) {
        memory.underLoad = Math.max(memory.underLoad, (await worker.usage()).rss / MIB);
      }
    } finally {
      await worker.stop();
    }
    const { rows } = await client.query(
      `select count(*)::int as count,
         extract(epoch from max(completed_on) - min(started_on))::float8 as seconds
       from jobs.job where name = $1 and state = 'completed'`,
      [queue],
    );
    const [row] = rows as { count: number; seconds: number }[];
    if (row?.count !== jobs) throw new Error(`${row?.count} of ${jobs} jobs were completed`);
    await client.query('delete from jobs.job where name = $1', [queue]);
    return row.count / row.seconds;
  }
}

/** In one statement with one announcement, so that enqueuing is not what is measured. */
async function enqueue(client: Client, queue: string, count: number): Promise<void> {
  await client.query(
    `insert into jobs.job
       (name, data, retry_limit, retry_delay, retry_backoff, heartbeat_seconds, expire_seconds,
        deletion_seconds, keep_until, policy, dead_letter)
     select q.name, '{"payload":{}}', q.retry_limit, q.retry_delay, q.retry_backoff,
       q.heartbeat_seconds, q.expire_seconds, q.deletion_seconds,
       now() + q.retention_seconds * interval '1 second', q.policy, q.dead_letter
     from jobs.queue q, generate_series(1, $2::int) where q.name = $1`,
    [queue, count],
  );
}

async function allDone(client: Client, queue: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const { rows } = await client.query(
      `select count(*)::int as left from jobs.job where name = $1 and state < 'completed'`,
      [queue],
    );
    if ((rows as { left: number }[])[0]?.left === 0) return;
    await sleep(100);
  }
  throw new Error(`The jobs of ${queue} were not done after ${PATIENCE_MS} ms`);
}
