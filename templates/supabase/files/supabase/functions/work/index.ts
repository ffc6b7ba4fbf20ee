import { reportError } from '../_shared/error-tracker.ts';
import { describeError, log } from '../_shared/log.ts';
import { dataOf } from '../_shared/result.ts';
import { type Call, serve } from '../_shared/serve.ts';
import { wholeNumber } from '../_shared/settings.ts';
import { handlers, type Job } from './jobs.ts';
import { type Queue, workOff } from './work-off.ts';

/** A call takes no new job after this time; the next call goes on. */
const budgetMs = 20_000;

/** Works on the outbox. A schedule calls this every few seconds, with the secret key; calls may overlap. */
export default serve(
  { name: 'work', auth: 'secret', maxBodyBytes: 1024 },
  async ({ supabaseAdmin }) => Response.json(await workOff(outbox(supabaseAdmin), budgetMs)),
);

function outbox(db: Call['supabaseAdmin']): Queue {
  const leaseSeconds = wholeNumber('JOBS_LEASE_SECONDS', 60, 1, 3600);
  const retrySeconds = wholeNumber('JOBS_RETRY_SECONDS', 10, 1, 3600);

  return {
    async lease() {
      const jobs = dataOf(await db.rpc('lease_jobs', { batch: 1, lease_seconds: leaseSeconds }));
      return jobs[0];
    },

    async execute(job) {
      const handle = handlers[job.queue];
      if (handle === undefined) throw new Error(`There is no handler for the queue ${job.queue}`);
      await handle(db, job);
    },

    async fail(job, error) {
      const { type, message } = describeError(error);
      const state = dataOf(
        await db.rpc('fail_job', {
          job_id: job.id,
          token: job.lease_token,
          error: `${type}: ${message}`,
          retry_seconds: retrySeconds,
        }),
      ) as string | null;
      log(state === 'dead' ? 'error' : 'warn', 'job failed', {
        ...about(job),
        err: describeError(error),
      });
      if (state === 'dead') await reportError(error, job.trace_id ?? job.id, { queue: job.queue });
      return state;
    },

    finished(job, outcome, durationMs) {
      log('info', 'job', { ...about(job), outcome, durationMs: Math.round(durationMs * 10) / 10 });
    },
  };
}

function about({ id, queue, attempts, trace_id }: Job) {
  return { jobId: id, queue, attempt: attempts, traceId: trace_id };
}
