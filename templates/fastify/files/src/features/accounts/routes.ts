import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import { me } from './model.ts';
import { currentUser } from './session.ts';

const routes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/v1/me',
    {
      schema: {
        tags: ['accounts'],
        summary: 'Who I am',
        response: { 200: me },
      },
    },
    (request) => currentUser(request),
  );
};

export default routes;
