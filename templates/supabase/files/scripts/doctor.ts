import { styleText } from 'node:util';

import { accountChecks } from './doctor/account.ts';
import { apiChecks } from './doctor/api.ts';
import { runChecks } from './doctor/check.ts';
import { databaseChecks } from './doctor/database.ts';
import { keyChecks } from './doctor/keys.ts';
import { command, CommandError, print } from './support/command.ts';
import { projectUrl } from './support/project.ts';

const marks = {
  ok: styleText('green', 'ok     '),
  fault: styleText('red', 'fault  '),
  unknown: styleText('yellow', 'unknown'),
};

// Looks at a project before it goes live: that of SUPABASE_URL, the keys and DATABASE_URL, or the local one.
await command(async () => {
  print(`Looking at ${projectUrl()} …`);
  const checks = [...keyChecks, ...apiChecks, ...accountChecks, ...databaseChecks];
  const verdicts = await runChecks(checks);
  for (const { name, state, detail } of verdicts) {
    print(`${marks[state]}  ${name}${detail === '' ? '' : `: ${detail}`}`);
  }
  const faults = verdicts.filter(({ state }) => state === 'fault').length;
  if (faults > 0) throw new CommandError(`${faults} of ${verdicts.length} checks found a fault.`);
});
