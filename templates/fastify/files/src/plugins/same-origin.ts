import fp from 'fastify-plugin';

import { allowedOrigins } from '../features/accounts/origins.ts';
import { readCredential, sessionCookieName } from '../features/accounts/session.ts';
import { Problem } from '../shared/problem.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that another site's page makes with the visitor's cookie. Browsers name the
 * origin with every such request; clients that are no browsers send a bearer token instead.
 */
export default fp(
  async (app) => {
    const allowed = new Set(allowedOrigins(app.config));
    const cookieName = sessionCookieName(app.config);

    app.addHook('onRequest', ({ method, headers }, _reply, done) => {
      if (safeMethods.has(method)) return done();
      const ridesOnCookie = readCredential(headers, cookieName)?.carrier === 'cookie';
      const trusted =
        headers.origin === undefined
          ? !ridesOnCookie || headers['sec-fetch-site'] === 'same-origin'
          : allowed.has(headers.origin);
      if (!trusted) {
        throw new Problem('forbidden', { detail: 'This origin may not make changes.' });
      }
      done();
    });
  },
  { name: 'same-origin', dependencies: ['problem-details'] },
);
