import fp from 'fastify-plugin';

import { Problem } from '../shared/problem.ts';
import { sendProblem } from './problem-details.ts';

interface KnownPath {
  pattern: RegExp;
  methods: Set<string>;
}

/** 404 for a path that does not exist, 405 for a method that an existing path does not have. */
export default fp(
  async (app) => {
    const known = new Map<string, KnownPath>();

    app.addHook('onRoute', ({ url, method }) => {
      const path = known.get(url) ?? { pattern: toPattern(url), methods: new Set<string>() };
      for (const name of [method].flat()) path.methods.add(name);
      known.set(url, path);
    });

    // Routes are limited where they are added; what has none is limited here.
    app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
      const [pathname = '/'] = request.url.split('?', 1);
      const methods = [...known.values()]
        .filter(({ pattern }) => pattern.test(pathname))
        .flatMap((path) => [...path.methods]);
      const problem =
        methods.length === 0 || methods.includes(request.method)
          ? new Problem('not-found')
          : new Problem('method-not-allowed', {
              headers: { allow: [...new Set(methods)].join(', ') },
            });
      return sendProblem(problem, request, reply);
    });
  },
  { name: 'not-found', dependencies: ['rate-limit'] },
);

function toPattern(url: string): RegExp {
  const source = url
    .split('/')
    .map((segment) => {
      if (segment.startsWith(':')) return '[^/]+';
      return segment === '*' ? '.*' : segment.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    })
    .join('/');
  return new RegExp(`^${source}$`);
}
