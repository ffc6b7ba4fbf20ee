import type { Outcome } from '@plinth/conformance/contract/outcome';

/** Codes of Auth, of the Data API and of Postgres, and what the contract calls them. */
const OUTCOME_OF_CODE: Readonly<Record<string, Outcome>> = {
  invalid_credentials: 'unauthenticated',
  email_not_confirmed: 'unauthenticated',
  no_authorization: 'unauthenticated',
  bad_jwt: 'unauthenticated',
  session_not_found: 'unauthenticated',
  session_expired: 'unauthenticated',
  refresh_token_not_found: 'unauthenticated',
  refresh_token_already_used: 'unauthenticated',
  otp_expired: 'unauthenticated',
  not_admin: 'forbidden',
  weak_password: 'invalid',
  same_password: 'invalid',
  validation_failed: 'invalid',
  email_address_invalid: 'invalid',
  provider_disabled: 'invalid',
  over_request_rate_limit: 'rate-limited',
  over_email_send_rate_limit: 'rate-limited',

  PGRST100: 'invalid',
  PGRST102: 'invalid',
  PGRST103: 'invalid',
  PGRST204: 'invalid',
  PGRST116: 'not-found',
  PGRST202: 'not-found',
  PGRST205: 'not-found',
  PT404: 'not-found',
  PT409: 'conflict',

  '22001': 'invalid',
  '22003': 'invalid',
  '22007': 'invalid',
  '22008': 'invalid',
  '22021': 'invalid',
  '22023': 'invalid',
  '2201W': 'invalid',
  '22P02': 'invalid',
  '22P05': 'invalid',
  '23502': 'invalid',
  '23514': 'invalid',
  '23505': 'conflict',
};

/** Words of Storage, which answers 400 for what is no bad request too. */
const OUTCOME_OF_STORAGE_ERROR: Readonly<Record<string, Outcome>> = {
  InvalidJWT: 'unauthenticated',
  InvalidKey: 'invalid',
  not_found: 'not-found',
};

const OUTCOME_OF_STATUS: Readonly<Record<number, Outcome>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-found',
  406: 'not-found',
  409: 'conflict',
  413: 'too-large',
  415: 'unsupported-type',
  422: 'invalid',
  429: 'rate-limited',
  503: 'unavailable',
};

/** An answer of one of the platform's services, read as JSON. */
interface Refusal {
  readonly code?: unknown;
  readonly error_code?: unknown;
  readonly statusCode?: unknown;
  readonly error?: unknown;
  readonly message?: unknown;
  readonly errors?: readonly { readonly path?: string }[];
}

/** What the contract calls a refusal; `error` where it has no word for it. */
export function outcomeOf(status: number, body: unknown): Outcome | 'error' {
  const { code, error_code: authCode, statusCode, error } = refusalOf(body);
  return (
    OUTCOME_OF_CODE[String(authCode ?? code)] ??
    OUTCOME_OF_STORAGE_ERROR[String(error)] ??
    OUTCOME_OF_STATUS[Number(statusCode ?? status)] ??
    'error'
  );
}

/** The fields that a refusal names: a column, that of a constraint, or those of a function's problem. */
export function fieldsOf(body: unknown): string[] {
  const { code, error_code: authCode, message, errors } = refusalOf(body);
  if (authCode === 'weak_password') return ['password'];
  if (Array.isArray(errors)) return errors.flatMap(({ path = '' }) => (path === '' ? [] : [path]));
  const text = typeof message === 'string' ? message : '';
  const patterns: Readonly<Record<string, RegExp>> = {
    '23502': /column "(\w+)"/,
    // Constraints are called TABLE_COLUMN_RULE.
    '23514': /constraint "[a-z]+_(\w+)_[a-z]+"/,
    PGRST204: /the '(\w+)' column/,
  };
  const field = patterns[String(code)]?.exec(text)?.[1];
  return field === undefined ? [] : [field];
}

function refusalOf(body: unknown): Refusal {
  return typeof body === 'object' && body !== null ? body : {};
}
