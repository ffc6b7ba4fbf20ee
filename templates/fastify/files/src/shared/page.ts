import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { z } from 'zod';

import { wholeNumber } from './whole-number.ts';

const maxPageSize = 100;

/** Where a page ended: time in milliseconds, up to the year 9999, and id. */
const position = z.tuple([z.int().min(0).max(253_402_300_799_999), z.uuid()]);

const cursor = z
  .string()
  .max(200)
  .transform((value, context) => {
    const parsed = position.safeParse(parseJson(Buffer.from(value, 'base64url').toString()));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: 'Not a cursor of this list' });
    return z.NEVER;
  });

/** `?limit=&cursor=` of every list. */
export const pageQuery = z.strictObject({
  limit: wholeNumber(1, maxPageSize).default(20),
  cursor: cursor.optional(),
});

export type PageQuery = z.output<typeof pageQuery>;

interface Row {
  id: string;
  createdAt: Date;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** The rows after the cursor, newest first. Needs an index on (created_at, id). */
export function afterCursor(
  columns: { createdAt: PgColumn; id: PgColumn },
  page: PageQuery,
): SQL | undefined {
  if (!page.cursor) return undefined;
  const [milliseconds, id] = page.cursor;
  const createdAt = new Date(milliseconds).toISOString();
  return sql`(${columns.createdAt}, ${columns.id}) < (${createdAt}::timestamptz, ${id}::uuid)`;
}

/** Cuts rows that were read with `limit + 1` to a page. */
export function toPage<T extends Row>(rows: T[], page: PageQuery): Page<T> {
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  const more = rows.length > page.limit && last !== undefined;
  return { items, nextCursor: more ? encode([last.createdAt.getTime(), last.id]) : null };
}

function encode(value: z.input<typeof position>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
