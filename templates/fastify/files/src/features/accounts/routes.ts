import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import { problems } from '../../shared/problem.ts';
import { me } from './model.ts';
import { currentUser } from './session.ts';

const routes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/v1/me',
    {
      schema: {
        tags: ['accounts'],
        summary: 'Who I am',
        response: { 200: me, ...problems('unauthenticated') },
      },
    },
    (request) => currentUser(request),
  );
};

export default routes;
