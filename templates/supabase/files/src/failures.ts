import { type AuthError, FunctionsHttpError, type PostgrestError } from '@supabase/supabase-js';

import { type Failure, failure, type Outcome } from './result.ts';

const byStatus: Readonly<Record<number, Outcome>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'too-large',
  415: 'unsupported-type',
  422: 'invalid',
  429: 'rate-limited',
};

/** The outcome that an HTTP status stands for. */
export function outcomeOf(status: number): Outcome {
  return byStatus[status] ?? 'unavailable';
}

/** A refusal of the Data API: what Postgres says, told apart by its code. */
export function dataFailure({ code, message }: PostgrestError, status: number): Failure {
  const fields = fieldsIn(message);
  // Classes 22 and 23: values that do not fit their type, or break a constraint. PGRST2: unknown names.
  if (/^2[23]|^PGRST(?:1|2)/.test(code)) return failure('invalid', message, fields);
  return failure(outcomeOf(status), message, fields);
}

/** The field that a message is about: by the name of its constraint (`notes_title_length`), or of its column. */
function fieldsIn(message: string): string[] {
  const field =
    /constraint "[a-z]+_([a-z_]+)_(?:length|form)"/.exec(message)?.[1] ??
    /column "([a-z_]+)" of relation/.exec(message)?.[1] ??
    /the '([^']+)' column/.exec(message)?.[1];
  return field === undefined ? [] : [field];
}

export function authFailure({ status = 0, code, message }: AuthError): Failure {
  if (code === 'weak_password') return failure('invalid', message, ['password']);
  if (code === 'email_address_invalid' || code === 'validation_failed') {
    return failure('invalid', message, ['email']);
  }
  // A wrong password, an unknown and an unconfirmed address, a link that is used up: no session.
  if (status === 400 || status === 403) return failure('unauthenticated', message);
  return failure(outcomeOf(status), message);
}

/** A refusal of the file storage. It says not found where a rule hides the object. */
export function storageFailure(error: { readonly message: string }): Failure {
  const { status, statusCode } = error as { status?: number; statusCode?: string | number };
  return failure(outcomeOf(Number(statusCode ?? status ?? 0)), error.message);
}

interface Problem {
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string }[];
}

/** A refusal of an edge function: problem details (RFC 9457). */
export async function functionFailure(cause: Error): Promise<Failure> {
  if (!(cause instanceof FunctionsHttpError)) return failure('unavailable', cause.message);
  const response = cause.context as Response;
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const fields = problem.errors?.map(({ path }) => path) ?? [];
  return failure(outcomeOf(response.status), problem.detail ?? cause.message, fields);
}
