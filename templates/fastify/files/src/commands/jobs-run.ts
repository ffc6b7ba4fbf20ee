import { randomBytes } from 'node:crypto';

import { createJobQueue } from '../jobs/queue.ts';
import { findJobs } from '../jobs/registry.ts';
import { runCommand, UsageError } from './run-command.ts';
import { withDatabase } from './with-database.ts';

await runCommand(async ({ config, args, print }) => {
  const scheduled = (await findJobs()).filter(({ schedule }) => schedule !== undefined);
  const job = scheduled.find(({ name }) => name === args[0]);
  if (!job || args.length !== 1) {
    const names = scheduled.map(({ name }) => name).join(', ');
    throw new UsageError(`Usage: pnpm jobs:run NAME, one of: ${names}`);
  }
  await withDatabase(config, async (db) => {
    const queue = await createJobQueue(db, config);
    const origin = { traceId: randomBytes(16).toString('hex') };
    await db.transaction((tx) => queue.enqueue(tx, job, {}, origin));
  });
  print(`"${job.name}" is in the queue now; a worker runs it.`);
});
