import fp from 'fastify-plugin';

import { type Config, isLoopback } from '../config.ts';

/** The headers that an API needs. The documentation page sets a policy of its own. */
export default fp(
  async (app) => {
    const headers = securityHeaders(app.config);
    app.addHook('onRequest', (_request, reply, done) => {
      reply.headers(headers);
      done();
    });
  },
  { name: 'security-headers' },
);

export function securityHeaders({ BASE_URL }: Config): Record<string, string> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    // Links in mails carry tokens in their address.
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(isLoopback(BASE_URL)
      ? {}
      : { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  };
}
