import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';

import { id, moment } from '../../database/columns.ts';

/**
 * Who did what to whose record, when. Plain ids without references: an entry outlives the
 * people and records that it is about.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: id(),
    /** Null when a command on the server did it. */
    actorId: uuid('actor_id'),
    action: text('action').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: uuid('subject_id').notNull(),
    ownerId: uuid('owner_id'),
    traceId: text('trace_id'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [index('audit_entries_created').on(table.createdAt, table.id)],
);
