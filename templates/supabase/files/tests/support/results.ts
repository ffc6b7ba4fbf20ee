import { expect } from 'vitest';

import type { Failure, Result } from '../../src/result.ts';

/** The value of a result that has to be good. */
export function valueOf<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(`${result.outcome}: ${result.message}`);
}

/** The failure that a result has to be. */
export function failureOf(result: Result<unknown>): Failure {
  expect(result.ok).toBe(false);
  return result as Failure;
}
