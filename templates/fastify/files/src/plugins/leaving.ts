import fp from 'fastify-plugin';

import { Problem } from '../shared/problem.ts';

/** Asks clients to leave while the process stops, and refuses requests once it closes. */
export default fp(
  async (app) => {
    app.addHook('preClose', async () => {
      app.stage = 'closing';
    });

    app.addHook('onRequest', (_request, _reply, done) => {
      if (app.stage !== 'closing') return done();
      throw new Problem('unavailable', {
        detail: 'The service is stopping. Try again soon.',
        headers: { 'retry-after': '1' },
      });
    });

    app.addHook('onSend', (_request, reply, _payload, done) => {
      if (app.stage !== 'serving') reply.header('connection', 'close');
      done();
    });
  },
  { name: 'leaving', dependencies: ['problem-details', 'request-log', 'security-headers'] },
);
