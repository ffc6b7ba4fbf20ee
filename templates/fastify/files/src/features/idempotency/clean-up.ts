import { lt } from 'drizzle-orm';

import type { Database } from '../../database/client.ts';
import { deleteInBatches } from '../../database/delete-in-batches.ts';
import { rememberedMs } from './idempotency.ts';
import { idempotencyKeys } from './schema.ts';

export async function cleanUpIdempotencyKeys(db: Database, now: Date): Promise<number> {
  const oldest = new Date(now.getTime() - rememberedMs);
  return deleteInBatches(db, idempotencyKeys, lt(idempotencyKeys.createdAt, oldest));
}
