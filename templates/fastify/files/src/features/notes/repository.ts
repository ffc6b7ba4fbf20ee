import { and, desc, eq, sql } from 'drizzle-orm';

import type { Database, Executor } from '../../database/client.ts';
import { afterCursor, type Page, type PageQuery, toPage } from '../../shared/page.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { uuidv7 } from '../../shared/uuid.ts';
import { type NewNote, type Note, type NoteChange, toNote } from './model.ts';
import { notes } from './schema.ts';

/**
 * The notes of one member. Every query of a member goes through here and carries the owner, so
 * that a foreign note is as absent as one that never was.
 */
export function notesOf(db: Executor, ownerId: string) {
  const own = eq(notes.ownerId, ownerId);
  const ownWithId = (id: string) => and(own, eq(notes.id, id));

  return {
    async list(page: PageQuery): Promise<Page<Note>> {
      const rows = await db
        .select()
        .from(notes)
        .where(and(own, afterCursor(notes, page)))
        .orderBy(desc(notes.createdAt), desc(notes.id))
        .limit(page.limit + 1);
      return toNotePage(rows, page);
    },

    /** All of them, newest first, without having all in memory. */
    async *each(): AsyncGenerator<Note> {
      const limit = 100;
      for (let cursor: PageQuery['cursor']; ;) {
        const rows = await db
          .select()
          .from(notes)
          .where(and(own, afterCursor(notes, { limit, cursor })))
          .orderBy(desc(notes.createdAt), desc(notes.id))
          .limit(limit);
        yield* rows.map(toNote);
        const last = rows.at(-1);
        if (!last || rows.length < limit) return;
        cursor = [last.createdAt.getTime(), last.id];
      }
    },

    async get(id: string): Promise<Note> {
      const [row] = await db.select().from(notes).where(ownWithId(id));
      if (!row) throw notFound('This note');
      return toNote(row);
    },

    async create(values: NewNote): Promise<Note> {
      const [row] = await db
        .insert(notes)
        .values({ ...values, ownerId })
        .returning();
      if (!row) throw new Error('The insert returned no row');
      return toNote(row);
    },

    /** The version is part of the condition: of two changes to one version, the second finds no row. */
    async update(id: string, { version, ...values }: NoteChange): Promise<Note> {
      const [row] = await db
        .update(notes)
        .set({
          ...withoutUndefined(values),
          version: sql`${notes.version} + 1`,
          updatedAt: new Date(),
        })
        .where(and(ownWithId(id), eq(notes.version, version)))
        .returning();
      if (row) return toNote(row);

      const current = await this.get(id);
      throw new Problem('conflict', {
        detail: `The note has changed; its version is now ${current.version}.`,
      });
    },

    async remove(id: string): Promise<void> {
      const removed = await db.delete(notes).where(ownWithId(id)).returning({ id: notes.id });
      if (removed.length === 0) throw notFound('This note');
    },
  };
}

/** One note of a member, by a prepared statement: nothing is asked for more often. */
export function prepareGetNote(db: Database) {
  const statement = db
    .select()
    .from(notes)
    .where(and(eq(notes.ownerId, sql.placeholder('ownerId')), eq(notes.id, sql.placeholder('id'))))
    .prepare('get_note');

  return async (ownerId: string, id: string): Promise<Note> => {
    const [row] = await statement.execute({ ownerId, id });
    if (!row) throw notFound('This note');
    return toNote(row);
  };
}

/** Writes a note by a prepared statement. Alone, it needs no transaction around it. */
export function prepareCreateNote(db: Database) {
  const { placeholder } = sql;
  const statement = db
    .insert(notes)
    .values({
      // The default of the column would be made once, with the statement.
      id: placeholder('id'),
      ownerId: placeholder('ownerId'),
      title: placeholder('title'),
      body: placeholder('body'),
    })
    .returning()
    .prepare('create_note');

  return async (ownerId: string, values: NewNote): Promise<Note> => {
    const [row] = await statement.execute({ ...values, id: uuidv7(), ownerId });
    if (!row) throw new Error('The insert returned no row');
    return toNote(row);
  };
}

/** Notes of all members: for admins, whose reads belong on the audit trail. */
export async function listAllNotes(db: Executor, page: PageQuery): Promise<Page<Note>> {
  const rows = await db
    .select()
    .from(notes)
    .where(afterCursor(notes, page))
    .orderBy(desc(notes.createdAt), desc(notes.id))
    .limit(page.limit + 1);
  return toNotePage(rows, page);
}

function toNotePage(rows: (typeof notes.$inferSelect)[], page: PageQuery): Page<Note> {
  const { items, nextCursor } = toPage(rows, page);
  return { items: items.map(toNote), nextCursor };
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(values: T): Defined<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}
