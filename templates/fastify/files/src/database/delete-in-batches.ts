import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';

import type { Database } from './client.ts';

const batchSize = 5_000;

/** Deletes any number of rows without holding locks, or running into the statement timeout. */
export async function deleteInBatches(
  db: Database,
  table: PgTable,
  condition: SQL,
): Promise<number> {
  for (let count = 0; ;) {
    const batch = sql`select ctid from ${table} where ${condition} limit ${batchSize}`;
    const { rowCount } = await db.delete(table).where(sql`ctid = any(array(${batch}))`);
    count += rowCount ?? 0;
    if ((rowCount ?? 0) < batchSize) return count;
  }
}
