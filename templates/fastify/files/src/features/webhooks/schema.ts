import { index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';

import { id, moment } from '../../database/columns.ts';

/** Each event that was received, once however often it was delivered. */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    id: id(),
    source: text('source').notNull(),
    /** The sender's id, the same in each delivery. */
    eventId: text('event_id').notNull(),
    type: text('type').notNull(),
    /** The body as it was signed. */
    body: text('body').notNull(),
    receivedAt: moment('received_at').notNull().defaultNow(),
  },
  (table) => [
    unique('webhook_events_source_event').on(table.source, table.eventId),
    index('webhook_events_received').on(table.receivedAt),
  ],
);

/** How many events of a type have been worked on. */
export const webhookCounts = pgTable(
  'webhook_counts',
  {
    source: text('source').notNull(),
    type: text('type').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.type] })],
);
