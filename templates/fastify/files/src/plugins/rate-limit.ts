import rateLimit from '@fastify/rate-limit';
import fp from 'fastify-plugin';

import { clientAddress } from '../shared/client-address.ts';
import { Problem } from '../shared/problem.ts';

/** A ceiling per address and minute. Counted in this process: each replica has its own. */
export default fp(
  async (app) => {
    await app.register(rateLimit, {
      max: app.config.RATE_LIMIT_MAX,
      timeWindow: '1 minute',
      keyGenerator: (request) => clientAddress(request.ip),
      errorResponseBuilder: () => new Problem('rate-limited', { detail: 'Too many requests.' }),
    });
  },
  { name: 'rate-limit', dependencies: ['problem-details'] },
);
