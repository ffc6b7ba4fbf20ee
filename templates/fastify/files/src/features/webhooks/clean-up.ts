import { lt } from 'drizzle-orm';

import type { Database } from '../../database/client.ts';
import { deleteInBatches } from '../../database/delete-in-batches.ts';
import { webhookEvents } from './schema.ts';

/** Far longer than senders go on delivering, and than a dead letter waits for its retry. */
const keptMs = 90 * 24 * 60 * 60 * 1000;

export async function cleanUpWebhooks(db: Database, now: Date): Promise<number> {
  const oldest = new Date(now.getTime() - keptMs);
  return deleteInBatches(db, webhookEvents, lt(webhookEvents.receivedAt, oldest));
}
