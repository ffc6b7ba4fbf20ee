import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';

import { LocalStackError } from '../local-stack-error.ts';
import { listen } from '../ports.ts';
import { authRoutes } from './auth/routes.ts';
import type { FunctionRunner } from './functions/runner.ts';
import { functionRoutes } from './functions/routes.ts';
import { refuseForeignHost } from './refuse.ts';
import { restRoutes } from './rest-routes.ts';
import type { Services } from './services.ts';
import { storageRoutes } from './storage/routes.ts';

const exposedHeaders = ['content-range', 'content-location', 'preference-applied', 'x-total-count'];

/** All that a hosted project answers under its address, as far as it is emulated. */
export function createGateway(
  services: Services,
  functions: { runner: FunctionRunner; directory: string },
): Hono {
  const app = new Hono();
  app.use(refuseForeignHost());
  // As hosted: it is keys, tokens and policies that keep pages out. Functions decide for themselves.
  for (const service of ['auth', 'rest', 'storage']) {
    app.use(`/${service}/v1/*`, cors({ origin: '*', exposeHeaders: exposedHeaders }));
  }
  app.route('/auth/v1', authRoutes(services));
  app.route('/rest/v1', restRoutes(services));
  app.route('/storage/v1', storageRoutes(services));
  app.route('/functions/v1', functionRoutes(services, functions.runner, functions.directory));
  app.all('/realtime/*', () => notServed('Realtime'));
  app.notFound(() => notServed('This path'));
  return app;
}

function notServed(what: string): Response {
  return Response.json({ message: `${what} is not served by the local stack` }, { status: 501 });
}

/** Listens on this machine alone. Throws `LocalStackError` for a taken port. */
export async function serveGateway(app: Hono, port: number) {
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  const bound = await listen(server, port);
  if (bound === undefined) throw portIsTaken(port);
  return {
    port: bound,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

export const portIsTaken = (port: number) =>
  new LocalStackError(`Port ${port} is taken. Stop what uses it, or set another PORT in .env.`);
