/** The median time of each work in milliseconds, the works taken by turns so that noise meets all alike. */
export async function medianMilliseconds(
  rounds: number,
  works: readonly (() => Promise<unknown>)[],
): Promise<number[]> {
  const times = works.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, work] of works.entries()) {
      const begin = performance.now();
      await work();
      times[index]?.push(performance.now() - begin);
    }
  }
  return times.map((each) => each.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0);
}

/** Whether a difference between two times in milliseconds is noise: under 10, or under 40 % of the longer one. */
export function withinNoise(oneMs: number, otherMs: number): boolean {
  return Math.abs(oneMs - otherMs) < Math.max(10, Math.max(oneMs, otherMs) * 0.4);
}
