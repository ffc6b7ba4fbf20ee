import fp from 'fastify-plugin';

import { createJobQueue, type JobQueue } from '../jobs/queue.ts';

declare module 'fastify' {
  interface FastifyInstance {
    jobs: JobQueue;
  }
}

/** `app.jobs` hands work over to the worker process. */
export default fp(
  async (app) => {
    app.decorate('jobs', await createJobQueue(app.db, app.config, app.telemetry));
  },
  { name: 'jobs' },
);
