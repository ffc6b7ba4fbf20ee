import { asc } from 'drizzle-orm';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { invalid, Problem, problems } from '../../shared/problem.ts';
import { countEvent } from './jobs.ts';
import { parseEvent, webhookCount } from './model.ts';
import { webhookCounts, webhookEvents } from './schema.ts';
import { verifiedEventId } from './signature.ts';

const bySource = z.object({
  source: z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/, 'a-z, 0-9 and -, at most 50 characters'),
});

/** Read with the signature; a delivery that lacks one is refused as unsigned, not as malformed. */
const deliveryHeaders = z.looseObject({
  'webhook-id': z.string().optional(),
  'webhook-timestamp': z.string().optional().describe('Seconds since 1970'),
  'webhook-signature': z.string().optional().describe('v1,… in base64; several with spaces'),
});

const accepted = z.object({ id: z.string().describe('The id of the event, as it was sent') });

/** Off until there is a secret to check deliveries with. */
const routes: FastifyPluginAsyncZod = async (app) => {
  const secrets = app.config.WEBHOOK_SECRET;
  if (secrets.length === 0) return;

  // The signature covers the bytes, so they are read as they are.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.post(
    '/webhooks/:source',
    {
      config: { access: 'public' },
      schema: {
        tags: ['webhooks'],
        summary: 'Take a signed event (Standard Webhooks); repeated deliveries count once',
        params: bySource,
        headers: deliveryHeaders,
        response: { 202: accepted, ...problems('unauthenticated') },
      },
    },
    async (request, reply) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const eventId = verifiedEventId(request.headers, bytes, secrets);
      if (eventId === undefined) {
        throw new Problem('unauthenticated', {
          detail: 'The signature is not valid, or its time is too far away.',
        });
      }
      const event = parseEvent(bytes);
      if (!event) throw invalid('type', 'The body has to be a JSON object with a type');

      const { source } = request.params;
      await app.db.transaction(async (tx) => {
        const [row] = await tx
          .insert(webhookEvents)
          .values({ source, eventId, ...event })
          .onConflictDoNothing({ target: [webhookEvents.source, webhookEvents.eventId] })
          .returning({ id: webhookEvents.id });
        if (row) await app.jobs.enqueue(tx, countEvent, row, { traceId: request.id });
      });
      return reply.code(202).send({ id: eventId });
    },
  );

  app.get(
    '/v1/admin/webhook-counts',
    {
      config: { access: 'admin' },
      schema: {
        tags: ['admin'],
        summary: 'How many events of which type were worked on',
        response: {
          200: z.object({ items: z.array(webhookCount) }),
        },
      },
    },
    async () => {
      const items = await app.db
        .select()
        .from(webhookCounts)
        .orderBy(asc(webhookCounts.source), asc(webhookCounts.type))
        .limit(1000);
      return { items };
    },
  );
};

export default routes;
