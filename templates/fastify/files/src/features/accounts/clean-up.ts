import { lt } from 'drizzle-orm';

import type { Database } from '../../database/client.ts';
import { deleteInBatches } from '../../database/delete-in-batches.ts';
import { attempts, sessions, verifications } from './schema.ts';

/** Removes what has expired: it opens nothing any more, it only takes up room. */
export async function cleanUpAccounts(db: Database, now: Date) {
  return {
    sessions: await deleteInBatches(db, sessions, lt(sessions.expiresAt, now)),
    verifications: await deleteInBatches(db, verifications, lt(verifications.expiresAt, now)),
    attempts: await deleteInBatches(db, attempts, lt(attempts.expiresAt, now)),
  };
}
