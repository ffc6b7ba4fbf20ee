import { eq } from 'drizzle-orm';

import type { Database } from '../../database/client.ts';
import { recordAudit } from '../audit/audit.ts';
import { users } from './schema.ts';

/**
 * Gives an existing account the role of an admin. No operation of the API does this: the first
 * admin, and each further one, is made by someone who has access to the server.
 */
export async function makeAdmin(
  db: Database,
  email: string,
): Promise<'made' | 'was-admin' | 'unknown' | 'unconfirmed'> {
  return db.transaction(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.email, email)).for('update');
    if (!user) return 'unknown';
    if (user.role === 'admin') return 'was-admin';
    // Otherwise whoever typed a colleague's address first would become the admin.
    if (!user.emailVerified) return 'unconfirmed';

    await tx
      .update(users)
      .set({ role: 'admin', updatedAt: new Date() })
      .where(eq(users.id, user.id));
    await recordAudit(tx, [
      {
        actorId: null,
        action: 'user.made-admin',
        subjectType: 'user',
        subjectId: user.id,
        ownerId: user.id,
      },
    ]);
    return 'made';
  });
}
