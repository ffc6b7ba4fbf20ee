import { eq } from 'drizzle-orm';

import type { Executor } from '../../database/client.ts';
import { sessions } from './schema.ts';

/** Ends one session. */
export async function endSession(db: Executor, token: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.token, token));
}

/** Ends the sessions of a user on all devices. */
export async function endSessionsOf(db: Executor, userId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.userId, userId));
}
