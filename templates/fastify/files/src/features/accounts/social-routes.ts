import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { notFound, Problem, problems } from '../../shared/problem.ts';
import { authBasePath } from './auth.ts';
import { callAuth, relay, relayRedirect } from './bridge.ts';
import { socialCallbackQuery, socialRedirect, socialSignIn } from './model.ts';
import { socialProviderNames, socialProviders } from './social.ts';

/** Where the library leads when it knows of no page to come back to. */
const errorPath = `${authBasePath}/error`;

/** Sign-in with an account at another provider. Without the keys of a provider, it does not exist. */
const routes: FastifyPluginAsyncZod = async (app) => {
  const providers = socialProviders(app.config);
  const names = socialProviderNames.filter((name) => providers[name]);

  app.get(
    '/api/auth/social-providers',
    {
      config: { access: 'public' },
      schema: {
        tags: ['accounts'],
        summary: 'The providers whose accounts can be used to sign in',
        response: { 200: z.object({ items: z.array(z.enum(socialProviderNames)) }) },
      },
    },
    () => ({ items: names }),
  );

  if (names.length === 0) return;

  app.post(
    '/api/auth/sign-in/social',
    {
      config: { access: 'public' },
      schema: {
        tags: ['accounts'],
        summary: 'Begin to sign in at a provider; sets a cookie that the way back needs',
        body: socialSignIn,
        response: { 200: socialRedirect, ...problems('not-found') },
      },
    },
    async (request, reply) => {
      const { provider, callbackURL } = request.body;
      if (!providers[provider]) throw notFound('This provider');
      const response = await callAuth(app.auth, request, {
        method: 'POST',
        path: '/sign-in/social',
        body: { provider, callbackURL, errorCallbackURL: callbackURL, disableRedirect: true },
      });
      return relay(reply, response, socialRedirect);
    },
  );

  app.get(
    '/api/auth/callback/:provider',
    {
      config: { access: 'public' },
      exposeHeadRoute: false,
      schema: {
        tags: ['accounts'],
        summary: 'The way back from the provider: leads on to the page that was asked for',
        params: z.object({ provider: z.enum(socialProviderNames) }),
        querystring: socialCallbackQuery,
        response: {
          302: z.undefined(),
          ...problems('unauthenticated', 'not-found'),
        },
      },
    },
    async (request, reply) => {
      const { provider } = request.params;
      if (!providers[provider]) throw notFound('This provider');
      const response = await callAuth(app.auth, request, {
        method: 'GET',
        path: `/callback/${provider}`,
        query: request.query,
      });
      const location = response.headers.get('location');
      if (location === null || new URL(location, app.config.BASE_URL).pathname === errorPath) {
        throw new Problem('unauthenticated', {
          detail: 'This sign-in was not begun here, or it took too long. Begin again.',
        });
      }
      return relayRedirect(reply, response, location);
    },
  );
};

export default routes;
