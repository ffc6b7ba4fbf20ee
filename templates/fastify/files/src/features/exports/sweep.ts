import type { Database } from '../../database/client.ts';
import type { Storage } from '../../storage/storage.ts';
import { sweepOrphans } from '../../storage/sweep-orphans.ts';
import { storageFolder } from './model.ts';
import { existingExports } from './repository.ts';

const orphanAgeMs = 24 * 60 * 60 * 1000;

/** Removes the files of exports that were cleaned up, or whose account is deleted. */
export async function sweepExports(db: Database, storage: Storage, now: Date): Promise<number> {
  return sweepOrphans(storage, {
    folder: storageFolder,
    olderThan: new Date(now.getTime() - orphanAgeMs),
    known: (ids) => existingExports(db, ids),
  });
}
