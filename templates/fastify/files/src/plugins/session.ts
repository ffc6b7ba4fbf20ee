import fp from 'fastify-plugin';

import { createAuth } from '../features/accounts/auth.ts';
import { createSessionResolver } from '../features/accounts/session.ts';
import { Problem } from '../shared/problem.ts';

/**
 * Closed by default: a route that says nothing is for members. `access: 'public'` opens it,
 * `access: 'admin'` closes it further.
 */
export default fp(
  async (app) => {
    const resolveSession = createSessionResolver(app.db, app.config);
    const { config, db, mailer, log } = app;
    app.decorate('auth', createAuth({ config, db, mailer, log }));
    app.decorateRequest('user', null);

    // Behind the rate limit, which counts in `onRequest`, and before the body is read.
    app.addHook('preParsing', async (request, reply) => {
      const { access = 'member' } = request.routeOptions.config;
      if (request.is404 || access === 'public') return;

      const session = await resolveSession(request.headers);
      if (!session) {
        throw new Problem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });
      }
      if (access === 'admin' && session.user.role !== 'admin') {
        throw new Problem('forbidden', { detail: 'This is for admins.' });
      }
      request.user = session.user;
      if (session.setCookie) reply.header('set-cookie', session.setCookie);
    });
  },
  { name: 'session', dependencies: ['problem-details', 'rate-limit', 'same-origin'] },
);
