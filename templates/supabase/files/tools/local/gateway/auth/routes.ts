import { Hono } from 'hono';

import { authError } from '../answers.ts';
import { keyOf } from '../caller.ts';
import type { Services } from '../services.ts';
import { adminRoutes, invite } from './admin-routes.ts';
import { peek } from './body.ts';
import { changeUser } from './change-user.ts';
import { createMailPause } from './mail-pause.ts';
import { passOn } from './pass-on.ts';
import { rateLimit } from './rate-limit.ts';
import { token, verify } from './sign-in.ts';
import { signInMail } from './sign-in-mail.ts';
import { resend, signUp } from './sign-up.ts';

/** Reached by links and by redirects of providers, which carry no key. */
const keyless = /\/auth\/v1\/(verify|callback|authorize|\.well-known\/.*)$/;

/** Auth, `/auth/v1`. */
export function authRoutes(services: Services): Hono {
  const { config, keys, origin, signingKey } = services;
  const pause = createMailPause(config.auth.email.max_frequency);
  const routes = new Hono();

  routes.get('/.well-known/jwks.json', (context) =>
    context.json(signingKey.jwks, 200, { 'cache-control': 'public, max-age=600' }),
  );
  routes.get('/.well-known/openid-configuration', (context) =>
    context.json({
      issuer: `${origin}/auth/v1`,
      jwks_uri: `${origin}/auth/v1/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['ES256'],
      subject_types_supported: ['public'],
      response_types_supported: ['code'],
    }),
  );

  routes.use(async ({ req }, next) => {
    if (req.method === 'OPTIONS' || keyless.test(req.path) || keyOf(req.raw, keys)) return next();
    return Response.json({ message: 'Invalid API key' }, { status: 401 });
  });
  routes.use(rateLimit(config.auth.rate_limit));
  routes.route('/admin', adminRoutes(services));

  routes.post('/invite', ({ req }) => invite(req.raw, services));
  routes.post('/signup', ({ req }) => signUp(req.raw, services, pause));
  routes.post('/resend', ({ req }) => resend(req.raw, services, pause));
  routes.post('/token', ({ req }) => token(req.raw, services));
  routes.on(['GET', 'POST'], '/verify', ({ req }) => verify(req.raw, services));
  routes.post('/otp', ({ req }) => signInMail(req.raw, services, pause));
  routes.post('/magiclink', ({ req }) => signInMail(req.raw, services, pause));
  routes.post('/recover', async ({ req }) => {
    const { email = '' } = await peek(req.raw);
    return pause('recovery', email) ?? passOn(req.raw, services);
  });
  routes.put('/user', ({ req }) => changeUser(req.raw, services));
  routes.all('*', ({ req }) => passOn(req.raw, services));
  routes.onError((error) => {
    process.stderr.write(`${error.stack}\n`);
    return authError(500, 'unexpected_failure', 'Unexpected failure, see the output of dev');
  });
  return routes;
}
