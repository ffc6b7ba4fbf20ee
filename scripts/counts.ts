/** What a part of the tests came to. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** What this machine cannot run, such as mounting a small disk; each says why beside it. */
  readonly skipped: number;
}

/** The last line of everything here that tests; `readCountsLine` reads it. */
export function countsLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The last line of counts in what a part printed; undefined where there is none. */
export function readCountsLine(output: string): Counts | undefined {
  const lines = output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\r?$/gm);
  const last = [...lines].at(-1);
  if (!last) return undefined;
  const [, passed, failed, skipped] = last;
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped ?? 0) };
}

export function sum(all: readonly Counts[]): Counts {
  const of = (key: keyof Counts): number => all.reduce((total, each) => total + each[key], 0);
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}
