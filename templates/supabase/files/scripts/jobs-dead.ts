import { command, print } from './support/command.ts';
import { dataOf, secretClient } from './support/secret-client.ts';

await command(async () => {
  const jobs = dataOf(await secretClient().rpc('list_dead_jobs'));
  if (jobs.length === 0) return print('No job has failed for good.');
  for (const { id, queue, finished_at, last_error } of jobs) {
    print(`${id}  ${queue}  ${finished_at}  ${last_error}`);
  }
});
