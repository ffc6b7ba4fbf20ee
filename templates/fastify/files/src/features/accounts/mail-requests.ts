import { setTimeout as sleep } from 'node:timers/promises';

import type { FastifyInstance, FastifyRequest } from 'fastify';

import { callAuth } from './bridge.ts';
import { countAttempt, mailLimits } from './throttle.ts';

/** Longer than the library needs, with an account and without. */
const answerMs = 200;

/**
 * Passes on a request for a mail that anybody can make: counted, and answered after the same time
 * whether there is an account or not. An account means one more row to write.
 */
export async function requestMail(
  app: FastifyInstance,
  request: FastifyRequest,
  path: string,
  body: { email: string },
): Promise<Response> {
  await countAttempt(app.db, mailLimits(body.email, request.ip));
  const [response] = await Promise.all([
    callAuth(app.auth, request, { method: 'POST', path, body }),
    sleep(answerMs),
  ]);
  return response;
}
