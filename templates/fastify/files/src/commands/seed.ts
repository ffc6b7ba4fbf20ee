import { randomBytes } from 'node:crypto';

import { seedAccounts } from '../features/accounts/seed.ts';
import { seedNotes } from '../features/notes/seed.ts';
import { runCommand, UsageError } from './run-command.ts';
import { withDatabase } from './with-database.ts';

await runCommand(async ({ config, print }) => {
  if (config.NODE_ENV === 'production') {
    throw new UsageError('The seed is for development: it makes accounts with a shared password.');
  }
  const password = config.SEED_PASSWORD ?? randomBytes(12).toString('base64url');
  await withDatabase(config, async (db) => {
    const { member, admin, created } = await seedAccounts(db, password);
    await seedNotes(db, member.id);
    print(`member: ${member.email}`);
    print(`admin:  ${admin.email}`);
    if (!created) print('They were there already; their passwords are unchanged.');
    else print(config.SEED_PASSWORD ? 'password: SEED_PASSWORD in .env' : `password: ${password}`);
  });
});
