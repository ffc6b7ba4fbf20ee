import { listDeadLetters } from '../jobs/dead-letters.ts';
import { runCommand } from './run-command.ts';
import { withDatabase } from './with-database.ts';

await runCommand(async ({ config, print }) => {
  const letters = await withDatabase(config, listDeadLetters);
  if (letters.length === 0) return print('No job is dead.');
  for (const { id, job, attempts, diedAt, error } of letters) {
    const [firstLine = ''] = error.split('\n', 1);
    print(`${id}  ${diedAt.toISOString()}  ${job}  ${attempts} attempts  ${firstLine}`);
  }
});
