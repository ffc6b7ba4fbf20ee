import fp from 'fastify-plugin';

import { Problem } from '../shared/problem.ts';

/** Asks clients to leave while the process stops, and refuses requests once it closes. */
export default fp(
  async (app) => {
    app.addHook('preClose', async () => {
      app.stage = 'closing';
    });

    app.addHook('onRequest', async () => {
      if (app.stage !== 'closing') return;
      throw new Problem('unavailable', {
        detail: 'The service is stopping. Try again soon.',
        headers: { 'retry-after': '1' },
      });
    });

    app.addHook('onSend', async (_request, reply) => {
      if (app.stage !== 'serving') reply.header('connection', 'close');
    });
  },
  { name: 'leaving', dependencies: ['problem-details', 'request-log', 'security-headers'] },
);
