import { lt } from 'drizzle-orm';

import type { Database } from '../../database/client.ts';
import { deleteInBatches } from '../../database/delete-in-batches.ts';
import { exports } from './schema.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Deletes the rows of old exports, whatever became of them. Their files go with the sweep. */
export async function cleanUpExports(db: Database, keepDays: number, now: Date): Promise<number> {
  const oldest = new Date(now.getTime() - keepDays * dayMs);
  return deleteInBatches(db, exports, lt(exports.createdAt, oldest));
}
