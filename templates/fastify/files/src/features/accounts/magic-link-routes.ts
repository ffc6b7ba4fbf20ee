import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { Problem, problems } from '../../shared/problem.ts';
import { callAuth, relay, relayRedirect } from './bridge.ts';
import { requestMail } from './mail-requests.ts';
import { done, magicLinkQuery, magicLinkRequest, signedIn } from './model.ts';

const routes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/api/auth/sign-in/magic-link',
    {
      config: { access: 'public' },
      schema: {
        tags: ['accounts'],
        summary: 'Ask for a mail with a link that signs in, without a password',
        body: magicLinkRequest,
        response: { 200: done },
      },
    },
    async (request, reply) => {
      const response = await requestMail(app, request, '/sign-in/magic-link', request.body);
      return relay(reply, response, done);
    },
  );

  app.get(
    '/api/auth/magic-link/verify',
    {
      config: { access: 'public' },
      // Programs that look at mails ask with HEAD first, and the link works only once.
      exposeHeadRoute: false,
      schema: {
        tags: ['accounts'],
        summary: 'Sign in: the link in the mail. It works once',
        querystring: magicLinkQuery,
        response: { 200: signedIn, 302: z.undefined(), ...problems('unauthenticated') },
      },
    },
    async (request, reply) => {
      const response = await callAuth(app.auth, request, {
        method: 'GET',
        path: '/magic-link/verify',
        query: request.query,
      });
      const location = response.headers.get('location');
      if (location === null) return relay(reply, response, signedIn);
      if (request.query.callbackURL !== undefined) return relayRedirect(reply, response, location);
      throw new Problem('unauthenticated', {
        detail: 'This link is unknown, used or expired. Ask for a new one.',
      });
    },
  );
};

export default routes;
