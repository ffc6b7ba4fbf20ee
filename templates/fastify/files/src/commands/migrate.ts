import { migrateDatabase } from '../database/migrate.ts';
import { resolveDirectUrl } from '../database/url.ts';
import { runCommand } from './run-command.ts';

await runCommand(async ({ config, print }) => {
  await migrateDatabase(await resolveDirectUrl(config));
  print('The database has the newest schema.');
});
