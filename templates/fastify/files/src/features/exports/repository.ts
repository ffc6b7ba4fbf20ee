import { and, desc, eq, gt, inArray } from 'drizzle-orm';

import type { Executor } from '../../database/client.ts';
import { afterCursor, type Page, type PageQuery, toPage } from '../../shared/page.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { type Export, maxPerDay, toExport } from './model.ts';
import { exports } from './schema.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** The exports of one member. Every query of a member goes through here and carries the owner. */
export function exportsOf(db: Executor, ownerId: string) {
  const own = eq(exports.ownerId, ownerId);

  return {
    async list(page: PageQuery): Promise<Page<Export>> {
      const rows = await db
        .select()
        .from(exports)
        .where(and(own, afterCursor(exports, page)))
        .orderBy(desc(exports.createdAt), desc(exports.id))
        .limit(page.limit + 1);
      const { items, nextCursor } = toPage(rows, page);
      return { items: items.map(toExport), nextCursor };
    },

    async get(id: string): Promise<Export> {
      const [row] = await db
        .select()
        .from(exports)
        .where(and(own, eq(exports.id, id)));
      if (!row) throw notFound('This export');
      return toExport(row);
    },

    /** Requests that come at the same moment can pass the limit by a few. */
    async create(now = new Date()): Promise<Export> {
      const [counted] = await db
        .select({ createdAt: exports.createdAt })
        .from(exports)
        .where(and(own, gt(exports.createdAt, new Date(now.getTime() - dayMs))))
        .orderBy(desc(exports.createdAt))
        .offset(maxPerDay - 1)
        .limit(1);
      if (counted) throw tooMany(counted.createdAt.getTime() + dayMs - now.getTime());

      const [row] = await db.insert(exports).values({ ownerId }).returning();
      if (!row) throw new Error('The insert returned no row');
      return toExport(row);
    },
  };
}

function tooMany(waitMs: number): Problem {
  return new Problem('rate-limited', {
    detail: `A member can ask for ${maxPerDay} exports within 24 hours.`,
    headers: { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) },
  });
}

/** For the job. Undefined once the account is deleted, and its exports with it. */
export async function ownerOf(db: Executor, id: string): Promise<string | undefined> {
  const [row] = await db
    .select({ ownerId: exports.ownerId })
    .from(exports)
    .where(eq(exports.id, id));
  return row?.ownerId;
}

export async function markReady(db: Executor, id: string): Promise<void> {
  await db
    .update(exports)
    .set({ status: 'ready', finishedAt: new Date() })
    .where(eq(exports.id, id));
}

/** Leaves one alone that is ready: its job was tried again from the dead letters meanwhile. */
export async function markFailed(db: Executor, id: string): Promise<void> {
  await db
    .update(exports)
    .set({ status: 'failed', finishedAt: new Date() })
    .where(and(eq(exports.id, id), eq(exports.status, 'pending')));
}

export async function existingExports(db: Executor, ids: string[]): Promise<string[]> {
  const rows = await db.select({ id: exports.id }).from(exports).where(inArray(exports.id, ids));
  return rows.map(({ id }) => id);
}
