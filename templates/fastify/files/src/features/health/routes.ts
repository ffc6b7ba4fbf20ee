import { setTimeout as sleep } from 'node:timers/promises';

import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { Problem } from '../../shared/problem.ts';

const databasePatienceMs = 1_500;
const ok = z.object({ status: z.literal('ok') });

const routes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/health/live',
    {
      config: { access: 'public', rateLimit: false },
      schema: { tags: ['health'], summary: 'The process lives', response: { 200: ok } },
    },
    () => ({ status: 'ok' as const }),
  );

  app.get(
    '/health/ready',
    {
      config: { access: 'public', rateLimit: false },
      schema: {
        tags: ['health'],
        summary: 'The service takes requests: it is not stopping and its database answers',
        response: { 200: ok },
      },
    },
    async () => {
      if (app.stage !== 'serving') {
        throw new Problem('unavailable', { detail: 'The service is stopping.' });
      }
      await withinPatience(app.ping());
      return { status: 'ok' as const };
    },
  );
};

async function withinPatience(work: Promise<void>): Promise<void> {
  const timer = new AbortController();
  const timeout = sleep(databasePatienceMs, 'late' as const, { signal: timer.signal, ref: false });
  try {
    const outcome = await Promise.race([work, timeout]);
    if (outcome === 'late') throw new Error('late');
  } catch {
    throw new Problem('unavailable', { detail: 'The database does not answer.' });
  } finally {
    timer.abort();
    // Whichever came second has nobody left to tell.
    timeout.catch(() => {});
    work.catch(() => {});
  }
}

export default routes;
