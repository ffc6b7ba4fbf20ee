import { STATUS_CODES } from 'node:http';

import { z } from 'zod';

/** The outcomes that an operation can have other than success, each with its HTTP status. */
const statuses = {
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'too-large': 413,
  'unsupported-type': 415,
  invalid: 422,
  'rate-limited': 429,
  internal: 500,
  unavailable: 503,
} as const;

export type Outcome = keyof typeof statuses;

export interface FieldError {
  path: string;
  message: string;
}

interface ProblemOptions {
  detail?: string;
  errors?: FieldError[];
  headers?: Record<string, string>;
}

/** An expected failure. Thrown anywhere in a request, it becomes the answer (RFC 9457). */
export class Problem extends Error {
  override name = 'Problem';
  readonly outcome: Outcome;
  readonly status: number;
  readonly detail: string | undefined;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string>;

  constructor(outcome: Outcome, options: ProblemOptions = {}) {
    super(options.detail ?? outcome);
    this.outcome = outcome;
    this.status = statuses[outcome];
    this.detail = options.detail;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }

  toBody(traceId: string): ProblemBody {
    return {
      type: 'about:blank',
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      code: this.outcome,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(this.errors === undefined ? {} : { errors: this.errors }),
      traceId,
    };
  }
}

export function invalid(path: string, message: string): Problem {
  return new Problem('invalid', {
    detail: 'Some fields are invalid.',
    errors: [{ path, message }],
  });
}

export function notFound(what: string): Problem {
  return new Problem('not-found', { detail: `${what} does not exist.` });
}

const problemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(statuses) as [Outcome, ...Outcome[]]),
    detail: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    traceId: z.string(),
  })
  .meta({ id: 'Problem' });

export type ProblemBody = z.infer<typeof problemBody>;

/** Response schemas of the failures that a route documents. */
export function problems<Name extends Outcome>(...names: Name[]) {
  const responses = names.map((name) => [
    statuses[name],
    { description: name, content: { 'application/problem+json': { schema: problemBody } } },
  ]);
  return Object.fromEntries(responses) as Record<
    (typeof statuses)[Name],
    { description: string; content: { 'application/problem+json': { schema: typeof problemBody } } }
  >;
}
