import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for what must not be waited for forever. How it ended is of no interest. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const late = sleep(Math.max(0, ms), undefined, { signal: timer.signal });
  await Promise.race([work.catch(() => {}), late]);
  timer.abort();
  await late.catch(() => {});
}
