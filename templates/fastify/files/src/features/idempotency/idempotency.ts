import { createHash } from 'node:crypto';

import { and, eq, lt } from 'drizzle-orm';
import { z } from 'zod';

import type { Database, Transaction } from '../../database/client.ts';
import { Problem } from '../../shared/problem.ts';
import { idempotencyKeys } from './schema.ts';

export const rememberedMs = 24 * 60 * 60 * 1000;

export const idempotencyHeaders = z.looseObject({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, '1 to 255 visible ASCII characters')
    .optional()
    .describe('Repeating a request with the same key gives the first answer again for 24 hours'),
});

interface IdempotentRequest {
  userId: string;
  operation: string;
  key: string | undefined;
  payload: unknown;
}

/**
 * Runs `work` in a transaction, at most once per key. A repetition that arrives while the first
 * request still runs waits for it on the primary key and then answers the same.
 */
export async function runOnce<Answer>(
  db: Database,
  { userId, operation, key, payload }: IdempotentRequest,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<Answer> {
  return db.transaction(async (tx) => {
    if (key === undefined) return work(tx);

    const requestHash = createHash('sha256').update(JSON.stringify(payload)).digest('base64url');
    const fresh = { requestHash, answer: null, createdAt: new Date() };
    const claimed = await tx
      .insert(idempotencyKeys)
      .values({ userId, operation, key, ...fresh })
      .onConflictDoUpdate({
        target: [idempotencyKeys.userId, idempotencyKeys.operation, idempotencyKeys.key],
        set: fresh,
        setWhere: lt(idempotencyKeys.createdAt, new Date(Date.now() - rememberedMs)),
      })
      .returning({ key: idempotencyKeys.key });

    const same = and(
      eq(idempotencyKeys.userId, userId),
      eq(idempotencyKeys.operation, operation),
      eq(idempotencyKeys.key, key),
    );
    if (claimed.length === 0) {
      const [earlier] = await tx.select().from(idempotencyKeys).where(same);
      if (earlier?.requestHash !== requestHash) {
        throw new Problem('conflict', {
          detail: 'This idempotency key was used for another request.',
        });
      }
      return earlier.answer as Answer;
    }

    const answer = await work(tx);
    await tx.update(idempotencyKeys).set({ answer }).where(same);
    return answer;
  });
}
