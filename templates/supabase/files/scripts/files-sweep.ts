import { command, CommandError, print } from './support/command.ts';
import { dataOf, secretClient } from './support/secret-client.ts';

// Removes the objects that no row points to and that are older than an hour; the nightly clean-up does the same.
await command(async () => {
  const client = secretClient();
  let count = 0;
  for (;;) {
    const orphans = dataOf(await client.rpc('list_orphaned_objects'));
    if (orphans.length === 0) break;
    let removed = 0;
    for (const [bucket, objects] of Map.groupBy(orphans, (object) => object.bucket)) {
      const paths = objects.map(({ path }) => path);
      removed += dataOf(await client.storage.from(bucket).remove(paths)).length;
    }
    if (removed === 0) throw new CommandError('Storage does not remove orphaned files.');
    count += removed;
  }
  print(`${count} ${count === 1 ? 'file is' : 'files are'} removed.`);
});
