/** The outcomes with which an operation answers. */
export const OUTCOMES = [
  'ok',
  'unauthenticated',
  'forbidden',
  'not-found',
  'invalid',
  'conflict',
  'too-large',
  'unsupported-type',
  'rate-limited',
  'unavailable',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What one call of an operation came to. */
export interface Answer<Value> {
  /** `error`: one that the contract has no word for, such as a status 500. `no answer`: no connection, or one that broke. */
  readonly outcome: Outcome | 'error' | 'no answer';
  /** Set where the outcome is `ok`. */
  readonly value: Value | undefined;
  /** The fields at fault where the outcome is `invalid`. */
  readonly fields: readonly string[];
  /** What the caller was told, as text, without what differs from call to call (trace ids, times). */
  readonly words: string;
  /**
   * The whole answer as it came, to look for what must not be in it: a line with the status, one for each header, an
   * empty one, and the body.
   */
  readonly raw: string;
  readonly traceId: string | undefined;
}

/** An operation or a setting that a driver does not have. */
export class MissingOperation extends Error {
  override readonly name = 'MissingOperation';

  /** `name` is that of an operation, or a phrase such as `setting errorTracker`. */
  constructor(name: string) {
    super(`the driver has no ${name.includes(' ') ? name : `operation ${name}`}`);
  }
}
