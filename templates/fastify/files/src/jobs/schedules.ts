import type { PgBoss } from 'pg-boss';

import type { Config } from '../config.ts';
import type { Envelope } from './envelope.ts';
import type { Job } from './job.ts';

/** Writes down when which job is due. All workers look; each due time makes one job. */
export async function keepSchedules(boss: PgBoss, jobs: Job[], config: Config): Promise<void> {
  const kept = new Set<string>();
  for (const { name, schedule } of jobs) {
    if (!schedule) continue;
    const envelope: Envelope = { payload: {} };
    // A time at which no worker ran is made up for, once.
    await boss.schedule(name, schedule(config), envelope, { tz: 'UTC', missed: 'once' });
    kept.add(name);
  }
  for (const { name } of await boss.getSchedules()) {
    if (!kept.has(name)) await boss.unschedule(name);
  }
}
