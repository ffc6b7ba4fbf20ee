import { Hono } from 'hono';

import { restError } from './answers.ts';
import { callerOf, keyOf, toEmulator } from './caller.ts';
import { currentRequest, duringRequest } from './current-request.ts';
import { inHostedWords } from './rest-errors.ts';
import type { Services } from './services.ts';

/** The Data API, `/rest/v1`. */
export function restRoutes(services: Services): Hono {
  const routes = new Hono();
  routes.all('*', async ({ req }) => {
    if (req.method !== 'OPTIONS' && !keyOf(req.raw, services.keys)) {
      return Response.json({ message: 'Invalid API key' }, { status: 401 });
    }
    const caller = await callerOf(req.raw, services);
    if (caller === 'expired') return restError(401, 'PGRST303', 'JWT expired');
    if (caller === 'refused') {
      return restError(401, 'PGRST301', 'No suitable key or wrong key type');
    }
    const inner = await toEmulator(req.raw, caller, services);
    return duringRequest(req.raw, async () => {
      const answer = await services.emulator.fetch(inner);
      return inHostedWords(answer, currentRequest()?.error);
    });
  });
  return routes;
}
