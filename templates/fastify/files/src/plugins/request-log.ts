import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';

/** One line per request. The route instead of the address: addresses can carry tokens. */
export default fp(
  async (app) => {
    app.addHook('onRequest', (request, reply, done) => {
      app.telemetry.nameRequest(request);
      reply.header('x-request-id', request.id);
      done();
    });

    app.addHook('onResponse', (request, reply, done) => {
      logRequest(request, reply);
      done();
    });

    app.addHook('onRequestAbort', async (request) => {
      request.log.info({ method: request.method, route: request.routeOptions.url }, 'aborted');
    });
  },
  { name: 'request-log' },
);

export function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  request.log.info(
    {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
    },
    'request',
  );
}
