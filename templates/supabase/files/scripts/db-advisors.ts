import { findings } from './support/advisors.ts';
import { command, CommandError, print } from './support/command.ts';
import { databaseUrl } from './support/database.ts';

await command(async () => {
  const found = await findings(await databaseUrl());
  for (const { level, name, detail } of found) print(`${level}  ${name}  ${detail}`);
  if (found.length > 0) throw new CommandError(`The advisors have ${found.length} findings.`);
  print('The advisors have no findings.');
});
