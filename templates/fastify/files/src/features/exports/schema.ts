import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';

import { id, moment } from '../../database/columns.ts';
import { users } from '../accounts/schema.ts';
import type { ExportStatus } from './model.ts';

/** The file is in the storage, under a key that is made of the id. */
export const exports = pgTable(
  'exports',
  {
    id: id(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    status: text('status').$type<ExportStatus>().notNull().default('pending'),
    createdAt: moment('created_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
  },
  (table) => [index('exports_owner_created').on(table.ownerId, table.createdAt, table.id)],
);
