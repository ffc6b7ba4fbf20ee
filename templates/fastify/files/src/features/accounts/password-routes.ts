import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { invalid } from '../../shared/problem.ts';
import type { Auth } from './auth.ts';
import { callAuth, relay } from './bridge.ts';
import { endSessionsOf } from './end-sessions.ts';
import { requestMail } from './mail-requests.ts';
import {
  done,
  linkToken,
  passwordChange,
  passwordChanged,
  reset,
  resetLinkQuery,
  resetRequest,
} from './model.ts';
import { currentUser } from './session.ts';
import { countAttempt, forgiveAttempt, passwordChangeLimits } from './throttle.ts';

const routes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/api/auth/request-password-reset',
    {
      config: { access: 'public' },
      schema: {
        tags: ['accounts'],
        summary: 'Ask for a mail with a link to choose a new password',
        body: resetRequest,
        response: { 200: done },
      },
    },
    async (request, reply) => {
      const response = await requestMail(app, request, '/request-password-reset', request.body);
      return relay(reply, response, done);
    },
  );

  app.get(
    '/api/auth/reset-password/:token',
    {
      config: { access: 'public' },
      schema: {
        tags: ['accounts'],
        summary: 'The link in the mail: leads to the page that was asked for, or tells what to do',
        params: z.object({ token: linkToken }),
        querystring: resetLinkQuery,
        response: {
          200: z.object({ token: z.string(), detail: z.string() }),
          302: z.undefined(),
        },
      },
    },
    async (request, reply) => {
      const { callbackURL } = request.query;
      if (callbackURL !== undefined) {
        const response = await callAuth(app.auth, request, {
          method: 'GET',
          path: `/reset-password/${encodeURIComponent(request.params.token)}`,
          query: { callbackURL },
        });
        return reply.redirect(response.headers.get('location') ?? '/');
      }
      await userOfReset(app.auth, request.params.token);
      return {
        token: request.params.token,
        detail: 'POST this token and a newPassword to /api/auth/reset-password.',
      };
    },
  );

  app.post(
    '/api/auth/reset-password',
    {
      config: { access: 'public' },
      schema: {
        tags: ['accounts'],
        summary: 'Choose a new password with the token from the mail; ends all sessions',
        body: reset,
        response: { 200: done },
      },
    },
    async (request, reply) => {
      // First, while the token still works: what fails from here on leaves no stranger signed in.
      await endSessionsOf(app.db, await userOfReset(app.auth, request.body.token));
      const response = await callAuth(app.auth, request, {
        method: 'POST',
        path: '/reset-password',
        body: request.body,
      });
      return relay(reply, response, done);
    },
  );

  app.post(
    '/api/auth/change-password',
    {
      schema: {
        tags: ['accounts'],
        summary: 'Change my password; ends my other sessions',
        body: passwordChange,
        response: {
          200: passwordChanged,
        },
      },
    },
    async (request, reply) => {
      const limits = passwordChangeLimits(currentUser(request).id);
      await countAttempt(app.db, limits);
      const response = await callAuth(app.auth, request, {
        method: 'POST',
        path: '/change-password',
        body: request.body,
      });
      await forgiveAttempt(app.db, limits);
      return relay(reply, response, passwordChanged);
    },
  );
};

/** The id of the user whose password a token resets. */
async function userOfReset(auth: Auth, token: string): Promise<string> {
  const { internalAdapter } = await auth.$context;
  const found = await internalAdapter.findVerificationValue(`reset-password:${token}`);
  if (!found || found.expiresAt < new Date()) throw invalid('token', 'Unknown, used or expired');
  return found.value;
}

export default routes;
