import { failureFields } from '../database/errors.ts';
import { deadLetterIds } from './dead-letters.ts';
import type { Envelope } from './envelope.ts';
import type { Job } from './job.ts';
import { deadLetters } from './queues.ts';
import type { JobServices } from './run-job.ts';

/** What a watch needs of the services of a worker. */
type WatchServices = Pick<JobServices, 'boss' | 'config' | 'db' | 'logger'>;

/**
 * Tells jobs that they are dead. The database alone knows all of them: those that failed too often
 * and those whose workers died, whichever process that was.
 */
export function watchDeadLetters({ boss, config, db, logger }: WatchServices, jobs: Job[]) {
  let told = new Set<string>();
  let isStopping = false;

  async function tell(id: string): Promise<void> {
    const [letter] = await boss.findJobs<Envelope>(deadLetters, { id, queued: true });
    const job = jobs.find(({ name }) => name === letter?.sourceName);
    const payload = job?.payload.safeParse(letter?.data.payload);
    if (payload?.success) await job?.onDeath?.(payload.data, { db });
  }

  async function look(): Promise<void> {
    if (isStopping) return;
    const ids = await deadLetterIds(db);
    const known = told;
    told = new Set(ids.filter((id) => known.has(id)));
    for (const id of ids.filter((each) => !known.has(each))) {
      if (isStopping) return;
      try {
        await tell(id);
        told.add(id);
      } catch (error) {
        // Told again at the next look. The others do not wait for that.
        const failure = { jobId: id, ...failureFields(error) };
        logger.warn(failure, 'a job could not be told that it is dead');
      }
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
    /** Tells no further job. Resolves when the one that is being told is done. */
    async stop(): Promise<void> {
      isStopping = true;
      clearInterval(timer);
      await looking;
    },
  };
}
