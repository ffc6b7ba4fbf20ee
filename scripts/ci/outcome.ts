import { type Counts, countsLine, readCountsLine } from '../counts.ts';

/** How the program of a part ended. */
export interface Ended {
  /** The end of its standard output at least. */
  readonly output: string;
  /** Exit code, or what ended it otherwise. */
  readonly end: number | string;
  readonly seconds: number;
}

/** What a part came to. */
export interface Outcome {
  readonly name: string;
  readonly counts: Counts;
  readonly seconds: number;
  /** Why it failed, where its counts alone do not say so. */
  readonly because?: string;
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

/** A part passes only with counts, something passed, none failed, and exit code 0. */
export function judge(name: string, { output, end, seconds }: Ended): Outcome {
  const counts = readCountsLine(output) ?? NOTHING;
  const outcome = { name, counts, seconds };
  if (counts.failed > 0) return outcome;
  if (end !== 0) return withFailure(outcome, typeof end === 'number' ? `exit code ${end}` : end);
  return counts.passed > 0 ? outcome : withFailure(outcome, 'it ended without counting anything');
}

/** The same with one more failure, which is none of its tests. */
export function withFailure(outcome: Outcome, because: string): Outcome {
  const { counts } = outcome;
  return { ...outcome, counts: { ...counts, failed: counts.failed + 1 }, because };
}

/** A passing conformance run fails where the page that it writes, which holds no times, had told otherwise. */
export function withPage(outcome: Outcome, before: string, after: string): Outcome {
  if (outcome.counts.failed > 0 || before === after) return outcome;
  return withFailure(
    outcome,
    'docs/conformance.md told otherwise than this run, which wrote it anew',
  );
}

/** A line for each part: how long it took, what it counted, and why it failed. */
export function outcomeLines(outcomes: readonly Outcome[]): string {
  const width = Math.max(...outcomes.map(({ name }) => name.length));
  const line = ({ name, seconds, counts, because }: Outcome): string =>
    `${name.padEnd(width)}  ${duration(seconds)}  ${countsLine(counts)}${because === undefined ? '' : `: ${because}`}`;
  return outcomes.map(line).join('\n');
}

/** `12:05` */
function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  return `${String(minutes).padStart(2)}:${String(rest).padStart(2, '0')}`;
}
