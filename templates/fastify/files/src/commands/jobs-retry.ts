import { z } from 'zod';

import { listDeadLetters, retryDeadLetters } from '../jobs/dead-letters.ts';
import { runCommand, UsageError } from './run-command.ts';
import { withDatabase } from './with-database.ts';

await runCommand(async ({ config, args, print }) => {
  const isAll = args.length === 1 && args[0] === '--all';
  const given = z.array(z.uuid()).min(1).safeParse(args);
  if (!isAll && !given.success) throw new UsageError('Usage: pnpm jobs:retry ID … | --all');

  const count = await withDatabase(config, async (db) => {
    const ids = given.data ?? (await listDeadLetters(db)).map(({ id }) => id);
    return retryDeadLetters(db, ids);
  });
  if (count === 0 && !isAll) throw new UsageError('No dead job has this id; see pnpm jobs:dead.');
  print(`${count} ${count === 1 ? 'job is' : 'jobs are'} back in the queue.`);
});
