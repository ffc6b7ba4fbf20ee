/** A lane that is through with one takes the next; all lanes end before a failure of one is told. */
export async function inLanes<Each>(
  all: readonly Each[],
  lanes: number,
  run: (each: Each) => Promise<void>,
): Promise<void> {
  const left = [...all];
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await run(next);
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  const failure = ends.find(({ status }) => status === 'rejected');
  if (failure?.status === 'rejected') throw failure.reason;
}
