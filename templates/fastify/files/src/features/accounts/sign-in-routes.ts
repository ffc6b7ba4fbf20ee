import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { Problem, problems } from '../../shared/problem.ts';
import { callAuth, relay } from './bridge.ts';
import { endSession } from './end-sessions.ts';
import { requestMail } from './mail-requests.ts';
import {
  activeSession,
  done,
  emailOnly,
  signedIn,
  signedOut,
  signedUp,
  signIn,
  signUp,
  verifyQuery,
} from './model.ts';
import { readToken } from './session.ts';
import { countAttempt, forgiveAttempt, mailLimits, signInLimits } from './throttle.ts';

/*
 * The auth library brings many more endpoints than these. Each one that is open is written down
 * here, with its own schema; everything else under its path does not exist.
 */
const routes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/api/auth/sign-up/email',
    {
      config: { access: 'public' },
      schema: {
        tags: ['accounts'],
        summary: 'Sign up; a mail with a link confirms the address',
        body: signUp,
        response: { 200: signedUp },
      },
    },
    async (request, reply) => {
      await countAttempt(app.db, mailLimits(request.body.email, request.ip));
      const attempt = () =>
        callAuth(app.auth, request, { method: 'POST', path: '/sign-up/email', body: request.body });
      // Of two sign-ups at the same moment, the second fails on the unique address. Asked again,
      // the library finds the account and answers as it does for every address that is taken.
      const response = await attempt().catch((error: unknown) => {
        if (error instanceof Problem) throw error;
        return attempt();
      });
      return relay(reply, response, signedUp);
    },
  );

  app.post(
    '/api/auth/sign-in/email',
    {
      config: { access: 'public' },
      schema: {
        tags: ['accounts'],
        summary: 'Sign in; sets the session cookie and answers with a bearer token',
        body: signIn,
        response: { 200: signedIn, ...problems('unauthenticated') },
      },
    },
    async (request, reply) => {
      const limits = signInLimits(request.body.email, request.ip);
      await countAttempt(app.db, limits);
      const response = await callAuth(app.auth, request, {
        method: 'POST',
        path: '/sign-in/email',
        body: request.body,
      });
      await forgiveAttempt(app.db, limits);
      return relay(reply, response, signedIn);
    },
  );

  app.post(
    '/api/auth/sign-out',
    {
      config: { access: 'public' },
      schema: {
        tags: ['accounts'],
        summary: 'End the session',
        response: { 200: signedOut },
      },
    },
    async (request, reply) => {
      // The library would answer the same if the session lived on, and tell it to its log alone.
      const token = readToken(request.headers, app.config);
      if (token !== undefined) await endSession(app.db, token);
      const response = await callAuth(app.auth, request, { method: 'POST', path: '/sign-out' });
      return relay(reply, response, signedOut);
    },
  );

  app.get(
    '/api/auth/get-session',
    {
      config: { access: 'public' },
      schema: {
        tags: ['accounts'],
        summary: 'The session, or null',
        response: { 200: activeSession },
      },
    },
    async (request, reply) => {
      const response = await callAuth(app.auth, request, { method: 'GET', path: '/get-session' });
      return relay(reply, response, activeSession);
    },
  );

  app.get(
    '/api/auth/verify-email',
    {
      config: { access: 'public' },
      schema: {
        tags: ['accounts'],
        summary: 'Confirm the address: the link in the mail',
        querystring: verifyQuery,
        response: { 200: done, 302: z.undefined(), ...problems('unauthenticated') },
      },
    },
    async (request, reply) => {
      const response = await callAuth(app.auth, request, {
        method: 'GET',
        path: '/verify-email',
        query: request.query,
      });
      const location = response.headers.get('location');
      if (location !== null) return reply.redirect(location);
      return relay(reply, response, done);
    },
  );

  app.post(
    '/api/auth/send-verification-email',
    {
      config: { access: 'public' },
      schema: {
        tags: ['accounts'],
        summary: 'Send the confirmation mail again',
        body: emailOnly,
        response: { 200: done },
      },
    },
    async (request, reply) => {
      const response = await requestMail(app, request, '/send-verification-email', request.body);
      return relay(reply, response, done);
    },
  );
};

export default routes;
