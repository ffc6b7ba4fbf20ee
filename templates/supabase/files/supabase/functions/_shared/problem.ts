/** The outcomes that a call can have other than success, each with its HTTP status. */
const statuses = {
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'too-large': 413,
  'unsupported-type': 415,
  invalid: 422,
  internal: 500,
  unavailable: 503,
} as const;

export type Outcome = keyof typeof statuses;

export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** An expected failure. Thrown anywhere in a function, it becomes the answer (RFC 9457). */
export class Problem extends Error {
  override name = 'Problem';
  readonly outcome: Outcome;
  readonly errors: readonly FieldError[] | undefined;

  constructor(outcome: Outcome, detail: string, errors?: readonly FieldError[]) {
    super(detail);
    this.outcome = outcome;
    this.errors = errors;
  }

  get status(): number {
    return statuses[this.outcome];
  }

  toResponse(traceId: string): Response {
    const body = {
      type: 'about:blank',
      title: this.outcome,
      status: this.status,
      code: this.outcome,
      detail: this.message,
      ...(this.errors === undefined ? {} : { errors: this.errors }),
      traceId,
    };
    return Response.json(body, {
      status: this.status,
      headers: { 'content-type': 'application/problem+json' },
    });
  }
}

export function invalid(path: string, message: string): Problem {
  return new Problem('invalid', 'Some fields are invalid.', [{ path, message }]);
}
