import { desc } from 'drizzle-orm';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { afterCursor, pageOf, pageQuery, toPage } from '../../shared/page.ts';
import { auditEntries } from './schema.ts';

const auditEntry = z
  .object({
    id: z.uuid(),
    actorId: z.uuid().nullable(),
    action: z.string(),
    subjectType: z.string(),
    subjectId: z.uuid(),
    ownerId: z.uuid().nullable(),
    traceId: z.string().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'AuditEntry' });

const routes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/v1/admin/audit',
    {
      config: { access: 'admin' },
      schema: {
        tags: ['admin'],
        summary: 'The audit trail, newest first',
        querystring: pageQuery,
        response: {
          200: pageOf(auditEntry),
        },
      },
    },
    async ({ query }) => {
      const rows = await app.db
        .select()
        .from(auditEntries)
        .where(afterCursor(auditEntries, query))
        .orderBy(desc(auditEntries.createdAt), desc(auditEntries.id))
        .limit(query.limit + 1);
      const { items, nextCursor } = toPage(rows, query);
      return {
        items: items.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
        nextCursor,
      };
    },
  );
};

export default routes;
