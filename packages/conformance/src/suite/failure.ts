import { MissingOperation } from '../contract/outcome.ts';
import { Unmet } from './check.ts';
import type { Result, Verdict } from './results.ts';

/** Longest message, in lines: its beginning and its end are told. */
const FIRST_LINES = 20;
const LAST_LINES = 10;

/** The verdict on a behaviour that ended with an error: what was found and where, or what broke. */
export function failure(error: unknown): Verdict {
  if (!(error instanceof Error)) {
    return { kind: 'failed', message: shorten(String(error)), details: '' };
  }
  const expected = error instanceof Unmet || error instanceof MissingOperation;
  const place = /src\/behaviours\/[\w-]+\.ts:\d+/.exec(error.stack ?? '')?.[0] ?? '';
  return {
    kind: 'failed',
    message: shorten(error.message),
    details: expected ? place : [...causesOf(error), ...framesOf(error)].join('\n'),
  };
}

/**
 * A failure of many lines that an earlier behaviour had too, such as a system that does not start, is told once; the
 * others refer to it.
 */
export function referToEarlier(result: Result, before: readonly (Result | undefined)[]): Result {
  const { verdict } = result;
  if (verdict.kind !== 'failed' || !verdict.message.includes('\n')) return result;
  const earlier = before.find(
    (each) => each?.verdict.kind === 'failed' && each.verdict.message === verdict.message,
  );
  if (!earlier) return result;
  const [first = ''] = verdict.message.split('\n');
  const message = `${first.replace(/:$/, '')} (see ${earlier.id})`;
  return { ...result, verdict: { ...verdict, message, details: '' } };
}

function shorten(message: string): string {
  const lines = message.trim().split('\n');
  const left = lines.length - FIRST_LINES - LAST_LINES;
  if (left <= 1) return lines.join('\n');
  const [first, last] = [lines.slice(0, FIRST_LINES), lines.slice(-LAST_LINES)];
  return [...first, `… ${left} more lines …`, ...last].join('\n');
}

function causesOf({ cause }: Error): string[] {
  return cause instanceof Error ? [`because: ${shorten(cause.message)}`, ...causesOf(cause)] : [];
}

/** Where it was thrown, without Node's own frames; further up is only the suite. */
function framesOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !line.includes('node:'))
    .slice(0, 4)
    .map((line) => line.trim());
}
