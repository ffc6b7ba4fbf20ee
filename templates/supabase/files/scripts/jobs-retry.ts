import { command, CommandError, print } from './support/command.ts';
import { dataOf, secretClient } from './support/secret-client.ts';

await command(async () => {
  const given = process.argv.slice(2).filter((argument) => argument !== '--');
  if (given.length === 0) throw new CommandError('Usage: jobs:retry ID … or jobs:retry --all');
  const parameters = given.includes('--all') ? {} : { job_ids: given };
  const ids = dataOf(await secretClient().rpc('retry_dead_jobs', parameters));
  print(`${ids.length} ${ids.length === 1 ? 'job is' : 'jobs are'} tried again.`);
});
