import { randomUUID } from 'node:crypto';

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';

import { countEvent } from '../src/features/webhooks/jobs.ts';
import { useService } from './support/service.ts';

const connections = 3;
const service = await useService({ DATABASE_POOL_MAX: String(connections) });

test('transactions that hold every connection of the pool can still ask for their jobs', async () => {
  let begun = 0;
  const ids = await Promise.all(
    Array.from({ length: connections }, () =>
      service.db.transaction(async (tx) => {
        await tx.execute(sql`select 1`);
        begun += 1;
        await expect.poll(() => begun).toBe(connections);
        return service.app.jobs.enqueue(
          tx,
          countEvent,
          { id: randomUUID() },
          { traceId: 'a'.repeat(32) },
        );
      }),
    ),
  );
  expect(new Set(ids).size).toBe(connections);
});
