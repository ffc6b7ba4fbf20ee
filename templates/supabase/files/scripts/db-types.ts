import { readFile, writeFile } from 'node:fs/promises';

import { command, CommandError, print } from './support/command.ts';
import { databaseUrl } from './support/database.ts';
import { databaseTypes, typesFile } from './support/types.ts';

await command(async () => {
  const types = await databaseTypes(await databaseUrl());
  if (!process.argv.includes('--check')) {
    await writeFile(typesFile, types);
    return print('The types are written.');
  }
  if ((await readFile(typesFile, 'utf8')) === types) return print('The types fit the database.');
  throw new CommandError('The types do not fit the database. Run "db:types" and commit the file.');
});
