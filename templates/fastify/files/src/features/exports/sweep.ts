import { z } from 'zod';

import type { Database } from '../../database/client.ts';
import type { Storage } from '../../storage/storage.ts';
import { sweepOrphans } from '../../storage/sweep-orphans.ts';
import { storageFolder, storageKey } from './model.ts';
import { existingExports } from './repository.ts';

const orphanAgeMs = 24 * 60 * 60 * 1000;

/** Removes the files of exports whose account is deleted. */
export async function sweepExports(db: Database, storage: Storage): Promise<number> {
  return sweepOrphans(storage, {
    folder: storageFolder,
    olderThan: new Date(Date.now() - orphanAgeMs),
    known: async (keys) => {
      const ids = keys
        .map((key) => key.slice(storageFolder.length + 1))
        .filter((id) => z.uuid().safeParse(id).success);
      return new Set((await existingExports(db, ids)).map(storageKey));
    },
  });
}
