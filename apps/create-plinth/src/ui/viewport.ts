/** The part of a list that fits: the blocks `from` up to, not including, `to`. */
export interface Viewport {
  readonly from: number;
  readonly to: number;
}

/**
 * The blocks around one of them that fit a height; that one is always in it. Blocks below are taken in turn with blocks above, so
 * that the one in the middle stays there while the list moves past it.
 *
 * @param heights lines of each block
 * @param height lines that there are, those that tell of what is left out included: one at each end
 */
export function viewportOf(heights: readonly number[], at: number, height: number): Viewport {
  const all = heights.reduce((sum, each) => sum + each, 0);
  if (all <= height) return { from: 0, to: heights.length };
  const room = height - 2;
  let [from, to] = [at, at + 1];
  let used = heights[at] ?? 0;
  for (let below = true, stuck = 0; stuck < 2; below = !below) {
    const next = heights[below ? to : from - 1];
    if (next === undefined || used + next > room) {
      stuck += 1;
      continue;
    }
    stuck = 0;
    used += next;
    if (below) to += 1;
    else from -= 1;
  }
  return { from, to };
}
