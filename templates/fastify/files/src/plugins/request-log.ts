import fp from 'fastify-plugin';

/** One line per request. The route instead of the address: addresses can carry tokens. */
export default fp(
  async (app) => {
    app.addHook('onRequest', async (request, reply) => {
      app.telemetry.nameRequest(request);
      reply.header('x-request-id', request.id);
    });

    app.addHook('onResponse', async (request, reply) => {
      request.log.info(
        {
          method: request.method,
          route: request.routeOptions.url ?? null,
          status: reply.statusCode,
          durationMs: Math.round(reply.elapsedTime * 10) / 10,
        },
        'request',
      );
    });

    app.addHook('onRequestAbort', async (request) => {
      request.log.info({ method: request.method, route: request.routeOptions.url }, 'aborted');
    });
  },
  { name: 'request-log' },
);
