import { failureFields } from '../database/errors.ts';
import type { Envelope } from './envelope.ts';
import type { Job } from './job.ts';
import { deadLetters } from './queues.ts';
import type { JobServices } from './run-job.ts';

/**
 * Tells jobs that they are dead. The database alone knows all of them: those that failed too often
 * and those whose workers died, whichever process that was.
 */
export function watchDeadLetters({ boss, config, db, logger }: JobServices, jobs: Job[]) {
  let told = new Set<string>();

  async function look(): Promise<void> {
    const letters = await boss.findJobs<Envelope>(deadLetters, { queued: true });
    const known = told;
    told = new Set();
    for (const { id, sourceName, data } of letters) {
      const job = jobs.find(({ name }) => name === sourceName);
      const payload = job?.payload.safeParse(data.payload);
      if (payload?.success && !known.has(id)) await job?.onDeath?.(payload.data, { db });
      told.add(id);
    }
  }

  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look).catch((error: unknown) => {
      logger.warn(failureFields(error), 'the dead letters could not be read');
    });
  }, config.JOBS_MONITOR_SECONDS * 1000);
  timer.unref();

  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      await looking;
    },
  };
}
