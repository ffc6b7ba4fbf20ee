import type { ApiKeys } from './gateway/services.ts';

/** Functions that a schedule calls, and how often. Hosted, `supabase/hosted/` has them for pg_cron. */
const schedule = [{ function: 'work', everyMs: 2_000 }];

/** Calls functions by the clock, with the secret key, as pg_cron and pg_net do. A call waits for the one before. */
export function startSchedule(origin: string, { secret }: ApiKeys): { stop(): void } {
  const stopping = new AbortController();
  const timers = schedule.map(({ function: name, everyMs }) => {
    let isRunning = false;
    return setInterval(() => {
      if (isRunning) return;
      isRunning = true;
      fetch(`${origin}/functions/v1/${name}`, {
        method: 'POST',
        headers: { apikey: secret },
        signal: stopping.signal,
      })
        .then((answer) => answer.body?.cancel())
        // What went wrong stands in the log of the function.
        .catch(() => {})
        .finally(() => (isRunning = false));
    }, everyMs);
  });
  return {
    stop() {
      stopping.abort();
      timers.forEach((timer) => clearInterval(timer));
    },
  };
}
