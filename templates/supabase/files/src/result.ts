/** How an operation can end other than well. */
export type Outcome =
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'invalid'
  | 'conflict'
  | 'too-large'
  | 'unsupported-type'
  | 'rate-limited'
  | 'unavailable';

export interface Failure {
  readonly ok: false;
  readonly outcome: Outcome;
  /** For developers; apps write their own words for each outcome. */
  readonly message: string;
  /** The fields at fault, where the input was. */
  readonly fields: readonly string[];
}

export type Result<Value> = { readonly ok: true; readonly value: Value } | Failure;

export function success<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

export function failure(
  outcome: Outcome,
  message: string,
  fields: readonly string[] = [],
): Failure {
  return { ok: false, outcome, message, fields };
}
