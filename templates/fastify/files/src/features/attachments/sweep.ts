import { inArray, isNull } from 'drizzle-orm';

import type { Database } from '../../database/client.ts';
import type { Storage } from '../../storage/storage.ts';
import { sweepOrphans } from '../../storage/sweep-orphans.ts';
import { storageFolder } from './model.ts';
import { removeDeleted } from './removal.ts';
import { attachments } from './schema.ts';

const batchSize = 500;

const orphanAgeMs = 24 * 60 * 60 * 1000;

interface SweptFiles {
  /** Files of attachments and notes that were deleted. */
  deleted: number;
  /** Files of uploads that never ended well. */
  orphaned: number;
}

/** Finishes what a process that died has left behind. Two sweeps at once do no harm. */
export async function sweepFiles(
  db: Database,
  storage: Storage,
  now = new Date(),
): Promise<SweptFiles> {
  const deleted = await sweepDeleted(db, storage);
  const orphaned = await sweepOrphans(storage, {
    folder: storageFolder,
    olderThan: new Date(now.getTime() - orphanAgeMs),
    known: (ids) => existingAttachments(db, ids),
  });
  return { deleted, orphaned };
}

async function sweepDeleted(db: Database, storage: Storage): Promise<number> {
  for (let count = 0; ;) {
    const rows = await db
      .select({ id: attachments.id })
      .from(attachments)
      .where(isNull(attachments.noteId))
      .limit(batchSize);
    if (rows.length === 0) return count;
    await removeDeleted(
      db,
      storage,
      rows.map(({ id }) => id),
    );
    count += rows.length;
  }
}

async function existingAttachments(db: Database, ids: string[]): Promise<string[]> {
  const rows = await db
    .select({ id: attachments.id })
    .from(attachments)
    .where(inArray(attachments.id, ids));
  return rows.map(({ id }) => id);
}
