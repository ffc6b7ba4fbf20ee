import { hashPassword } from 'better-auth/crypto';
import { eq } from 'drizzle-orm';

import type { Database, Transaction } from '../../database/client.ts';
import { uuidv7 } from '../../shared/uuid.ts';
import type { Role } from './model.ts';
import { accounts, users } from './schema.ts';

interface SeededAccounts {
  member: { id: string; email: string };
  admin: { id: string; email: string };
  /** False when both accounts were there already. */
  created: boolean;
}

/** Two accounts to try the service with. Existing ones are left as they are. */
export async function seedAccounts(db: Database, password: string): Promise<SeededAccounts> {
  const hash = await hashPassword(password);
  return db.transaction(async (tx) => {
    const member = await seedAccount(tx, 'member@example.com', 'Mia Member', 'member', hash);
    const admin = await seedAccount(tx, 'admin@example.com', 'Ada Admin', 'admin', hash);
    return { member, admin, created: member.created || admin.created };
  });
}

async function seedAccount(
  tx: Transaction,
  email: string,
  name: string,
  role: Role,
  password: string,
) {
  const [user] = await tx
    .insert(users)
    .values({ email, name, role, emailVerified: true })
    .onConflictDoNothing({ target: users.email })
    .returning();
  if (!user) {
    const [existing] = await tx.select().from(users).where(eq(users.email, email));
    if (!existing) throw new Error(`The account ${email} vanished while seeding`);
    return { id: existing.id, email, created: false };
  }
  await tx.insert(accounts).values({
    id: uuidv7(),
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password,
  });
  return { id: user.id, email, created: true };
}
