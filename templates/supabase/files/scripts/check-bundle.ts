import { resolve } from 'node:path';

import { secretsIn } from './support/bundle.ts';
import { command, CommandError, print } from './support/command.ts';
import { root, settings } from './support/project.ts';

// Refuses secret keys in what browsers load: `check-bundle.ts FOLDER …`
await command(async () => {
  const folders = process.argv.slice(2);
  if (folders.length === 0) throw new CommandError('Usage: check-bundle.ts FOLDER …');
  const found = folders.flatMap((folder) =>
    secretsIn(resolve(root, folder), settings['SUPABASE_SECRET_KEY']),
  );
  for (const { file, what } of found) print(`${file}: ${what}`);
  if (found.length > 0) {
    throw new CommandError('A browser would get a secret. Take it out, and replace the key.');
  }
  print('No secret key in the bundle.');
});
