import type { FastifySchema, RouteOptions } from 'fastify';

import { type Outcome, problems } from './problem.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Response schemas of what is answered before a route's own code runs, by the plugins: sessions,
 * limits, origins, bodies that cannot be read. A route writes down only what it answers itself.
 */
export function commonProblems(schema: FastifySchema, route: RouteOptions) {
  const { access = 'member', rateLimit } = route.config ?? {};
  const changes = [route.method].flat().some((method) => !safeMethods.has(method));
  const hasInput =
    route.url.includes(':') || schema.querystring !== undefined || schema.headers !== undefined;
  const outcomes: Outcome[] = [
    ...(access === 'public' ? [] : (['unauthenticated'] as const)),
    ...(access === 'admin' || changes ? (['forbidden'] as const) : []),
    ...(changes ? (['too-large', 'unsupported-type'] as const) : []),
    ...(changes || hasInput ? (['invalid'] as const) : []),
    ...(rateLimit === false ? [] : (['rate-limited'] as const)),
    'unavailable',
  ];
  return problems(...outcomes);
}
