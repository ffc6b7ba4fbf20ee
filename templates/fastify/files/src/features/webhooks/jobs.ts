import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';

import { defineJob } from '../../jobs/job.ts';
import { webhookCounts, webhookEvents } from './schema.ts';

/** What an event leads to: here it is counted. */
export const countEvent = defineJob({
  name: 'count-webhook-event',
  payload: z.object({ id: z.uuid() }),

  async handler({ id }, { finish }) {
    await finish(async (tx) => {
      const [event] = await tx.select().from(webhookEvents).where(eq(webhookEvents.id, id));
      if (!event) return;
      await tx
        .insert(webhookCounts)
        .values({ source: event.source, type: event.type, count: 1 })
        .onConflictDoUpdate({
          target: [webhookCounts.source, webhookCounts.type],
          set: { count: sql`${webhookCounts.count} + 1` },
        });
    });
  },
});

export const jobs = [countEvent];
