import { Readable } from 'node:stream';

import { z } from 'zod';

import { defineJob } from '../../jobs/job.ts';
import { exportFile } from './export-file.ts';
import { storageKey } from './model.ts';
import { markFailed, markReady, ownerOf } from './repository.ts';

export const makeExport = defineJob({
  name: 'make-export',
  payload: z.object({ exportId: z.uuid() }),

  /** Writing the file again does no harm: it has the same place. */
  async handler({ exportId }, { db, storage, signal, finish }) {
    const ownerId = await ownerOf(db, exportId);
    if (ownerId === undefined) return;
    await storage.put(
      storageKey(exportId),
      Readable.from(exportFile(db, ownerId), { objectMode: false, signal }),
    );
    await finish((tx) => markReady(tx, exportId));
  },

  onDeath: ({ exportId }, { db }) => markFailed(db, exportId),
});

export const jobs = [makeExport];
