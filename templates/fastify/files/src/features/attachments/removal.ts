import { and, inArray, isNull } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';

import type { Database } from '../../database/client.ts';
import type { Storage } from '../../storage/storage.ts';
import { storageKey } from './model.ts';
import { attachments } from './schema.ts';

const atOnce = 10;

/**
 * Removes the bytes of deleted attachments, then their rows. Whatever stops it in between, the row
 * remembers what is left to do.
 */
export async function removeDeleted(db: Database, storage: Storage, ids: string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += atOnce) {
    const some = ids.slice(start, start + atOnce);
    await Promise.all(some.map((id) => storage.delete(storageKey(id))));
    await db
      .delete(attachments)
      .where(and(inArray(attachments.id, some), isNull(attachments.noteId)));
  }
}

/** After a deletion that is done and stays so: what fails here is left to the next sweep. */
export async function removeDeletedNow(
  { db, storage, log }: Pick<FastifyInstance, 'db' | 'storage' | 'log'>,
  ids: string[],
): Promise<void> {
  try {
    await removeDeleted(db, storage, ids);
  } catch (error) {
    log.warn({ err: error }, 'files of deleted attachments are left to the sweep');
  }
}
