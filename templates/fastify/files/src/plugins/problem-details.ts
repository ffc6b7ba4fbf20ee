import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';

import { isDatabaseUnavailable, reasonOf } from '../database/errors.ts';
import { type FieldError, invalid, type Outcome, Problem } from '../shared/problem.ts';
import { isStorageUnavailable } from '../storage/storage.ts';

const maxFieldErrors = 20;

/** Every failure is answered as application/problem+json (RFC 9457), without internals. */
export default fp(
  async (app) => {
    app.setErrorHandler((error, request, reply) => {
      const problem = toProblem(error);
      // Of a client that goes away, the line "aborted" tells.
      const isOurs = !(error instanceof Problem) && !request.raw.readableAborted;
      if (problem.status >= 500 && isOurs) {
        if (problem.outcome === 'unavailable') {
          // An outage fails every request, with stacks that say nothing of it.
          request.log.warn({ reason: reasonOf(error) }, 'request failed, try again');
        } else {
          request.log.error({ err: error }, 'request failed');
          const { id: traceId, method, routeOptions } = request;
          app.telemetry.reportError(error, { traceId, method, route: routeOptions.url });
        }
      }
      return sendProblem(problem, request, reply);
    });
  },
  { name: 'problem-details' },
);

export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply) {
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .type('application/problem+json')
    .send(problem.toBody(request.id));
}

type ValidationIssue = NonNullable<FastifyError['validation']>[number];

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validationContext ?? '';
    const errors = error.validation
      .flatMap((issue) => toFieldErrors(issue, where))
      .slice(0, maxFieldErrors);
    return new Problem('invalid', { detail: 'Some fields are invalid.', errors });
  }
  if (isDatabaseUnavailable(error) || isStorageUnavailable(error)) {
    return new Problem('unavailable', {
      detail: 'The service cannot answer right now. Try again soon.',
      headers: { 'retry-after': '5' },
    });
  }
  return fromFramework(error as FastifyError) ?? new Problem('internal');
}

/**
 * Names the unknown fields themselves where the schema allows only known ones, and the part of
 * the request (`body`) where no single field is at fault.
 */
function toFieldErrors(issue: ValidationIssue, where: string): FieldError[] {
  const { instancePath, keyword, message = 'Invalid', params } = issue;
  const path = instancePath.split('/').filter(Boolean);
  const unknownKeys: unknown = params['keys'];
  if (keyword !== 'unrecognized_keys' || !Array.isArray(unknownKeys)) {
    return [{ path: path.join('.') || where, message }];
  }
  return unknownKeys.map((key) => ({ path: [...path, key].join('.'), message: 'Unknown field' }));
}

/** Failures that the framework finds before a handler runs. */
function fromFramework({ statusCode = 500 }: FastifyError): Problem | undefined {
  const outcome = frameworkOutcomes[statusCode];
  if (!outcome) return undefined;
  if (outcome !== 'invalid') return new Problem(outcome);
  return invalid('body', 'Malformed');
}

const frameworkOutcomes: Partial<Record<number, Outcome>> = {
  400: 'invalid',
  408: 'unavailable',
  413: 'too-large',
  415: 'unsupported-type',
  503: 'unavailable',
};
