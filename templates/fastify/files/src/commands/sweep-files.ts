import { sweepFiles } from '../features/attachments/sweep.ts';
import { createStorage } from '../storage/create-storage.ts';
import { runCommand } from './run-command.ts';
import { withDatabase } from './with-database.ts';

await runCommand(async ({ config, print }) => {
  const storage = await createStorage(config);
  const { deleted, orphaned } = await withDatabase(config, (db) => sweepFiles(db, storage));
  print(`Removed ${deleted} files of deleted attachments and ${orphaned} of broken uploads.`);
});
