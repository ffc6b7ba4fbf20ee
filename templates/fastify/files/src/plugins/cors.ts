import cors from '@fastify/cors';
import fp from 'fastify-plugin';

/** Closed unless CORS_ORIGINS opens it. */
export default fp(
  async (app) => {
    if (app.config.CORS_ORIGINS.length === 0) return;
    await app.register(cors, {
      origin: app.config.CORS_ORIGINS,
      credentials: true,
      methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
      exposedHeaders: ['x-request-id', 'retry-after', 'location'],
      maxAge: 600,
    });
  },
  { name: 'cors', dependencies: ['security-headers'] },
);
