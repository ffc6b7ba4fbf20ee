import { and, desc, eq, inArray } from 'drizzle-orm';

import type { Database, Executor } from '../../database/client.ts';
import { afterCursor, type Page, type PageQuery, toPage } from '../../shared/page.ts';
import { notFound } from '../../shared/problem.ts';
import { notesOf } from '../notes/repository.ts';
import { notes } from '../notes/schema.ts';
import { type Attachment, toAttachment } from './model.ts';
import { attachments } from './schema.ts';

type NewAttachment = Pick<typeof attachments.$inferInsert, 'name' | 'type' | 'size'> & {
  id: string;
};

/**
 * The attachments on the notes of one member. Every query goes through here and carries the owner
 * of the note, so that a foreign attachment is as absent as one that never was.
 */
export function attachmentsOf(db: Database, ownerId: string) {
  const ownNotes = db.select({ id: notes.id }).from(notes).where(eq(notes.ownerId, ownerId));
  const ownWithId = (id: string) =>
    and(eq(attachments.id, id), inArray(attachments.noteId, ownNotes));

  return {
    /** Fails if there is no such note to attach anything to. */
    async checkNote(noteId: string): Promise<void> {
      await notesOf(db, ownerId).get(noteId);
    },

    async list(noteId: string, page: PageQuery): Promise<Page<Attachment>> {
      await this.checkNote(noteId);
      const rows = await db
        .select()
        .from(attachments)
        .where(
          and(
            eq(attachments.noteId, noteId),
            inArray(attachments.noteId, ownNotes),
            afterCursor(attachments, page),
          ),
        )
        .orderBy(desc(attachments.createdAt), desc(attachments.id))
        .limit(page.limit + 1);
      const { items, nextCursor } = toPage(rows, page);
      return { items: items.map(toAttachment), nextCursor };
    },

    async get(id: string): Promise<Attachment> {
      const [row] = await db.select().from(attachments).where(ownWithId(id));
      if (!row) throw notFound('This attachment');
      return toAttachment(row);
    },

    /** The note may have been deleted while the bytes came in. */
    async add(noteId: string, values: NewAttachment): Promise<Attachment> {
      return db.transaction(async (tx) => {
        const [note] = await tx
          .select({ id: notes.id })
          .from(notes)
          .where(and(eq(notes.id, noteId), eq(notes.ownerId, ownerId)))
          .for('key share');
        if (!note) throw notFound('This note');
        const [row] = await tx
          .insert(attachments)
          .values({ ...values, noteId })
          .returning();
        if (!row) throw new Error('The insert returned no row');
        return toAttachment(row);
      });
    },

    /** Gives the id as it is written in the database and in the storage. */
    async remove(id: string): Promise<string> {
      const [removed] = await db
        .update(attachments)
        .set({ noteId: null })
        .where(ownWithId(id))
        .returning({ id: attachments.id });
      if (!removed) throw notFound('This attachment');
      return removed.id;
    },
  };
}

/** What is attached to a note whose owner has been checked. */
export async function attachmentIdsOf(db: Executor, noteId: string): Promise<string[]> {
  const rows = await db
    .select({ id: attachments.id })
    .from(attachments)
    .where(eq(attachments.noteId, noteId));
  return rows.map(({ id }) => id);
}
