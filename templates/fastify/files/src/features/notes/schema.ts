import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';

import { id, moment } from '../../database/columns.ts';
import { users } from '../accounts/schema.ts';

export const notes = pgTable(
  'notes',
  {
    id: id(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    title: text('title').notNull(),
    body: text('body').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    index('notes_owner_created').on(table.ownerId, table.createdAt, table.id),
    index('notes_created').on(table.createdAt, table.id),
  ],
);
