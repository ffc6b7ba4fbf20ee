import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';

import { id, moment } from '../../database/columns.ts';
import { notes } from '../notes/schema.ts';
import type { AttachmentType } from './content-type.ts';

/** The bytes are in the storage, under a key that is made of the id. */
export const attachments = pgTable(
  'attachments',
  {
    id: id(),
    /**
     * Null once the attachment or its note is deleted, which happens in the transaction of the
     * deletion. Nobody can reach such a row; its bytes are removed next, and then the row.
     */
    noteId: uuid('note_id').references(() => notes.id, { onDelete: 'set null' }),
    name: text('name').notNull(),
    type: text('type').$type<AttachmentType>().notNull(),
    size: integer('size').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('attachments_note_created').on(table.noteId, table.createdAt, table.id),
    index('attachments_deleted')
      .on(table.id)
      .where(sql`${table.noteId} is null`),
  ],
);
