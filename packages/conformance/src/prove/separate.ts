/**
 * As few sets as will do so that for each two of all, some set holds the one and not the other, both ways round.
 * Each is put into a choice of its own of half of the sets: no two such choices hold one another (Sperner, 1928).
 */
export function separate<Each>(all: readonly Each[]): Each[][] {
  let width = 1;
  while (choices(width, Math.ceil(width / 2)).length < all.length) width += 1;
  const places = choices(width, Math.ceil(width / 2));
  const sets = Array.from({ length: width }, (_, set) =>
    all.filter((__, index) => places[index]?.includes(set)),
  );
  return sets.filter((set) => set.length > 0);
}

/** All ways to choose `size` of the numbers below `width`. */
function choices(width: number, size: number): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: width }, (_, last) => last).flatMap((last) =>
    choices(last, size - 1).map((choice) => [...choice, last]),
  );
}
