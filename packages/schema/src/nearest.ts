/** The candidate with the smallest edit distance to `word` in any case, the first of equals; '' where there is none. */
export function nearestOf(word: string, candidates: Iterable<string>): string {
  return closest(word, candidates, Infinity) ?? '';
}

/** The same, or undefined where none is close enough to have been meant. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  return closest(word, candidates, Math.max(2, Math.floor(word.length / 3)) + 1);
}

/** `, did you mean "x"?` or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const candidate = nearest(word, candidates);
  return candidate === undefined ? '' : `, did you mean "${candidate}"?`;
}

/** The closest of those whose distance is below `limit`. */
function closest(word: string, candidates: Iterable<string>, limit: number): string | undefined {
  let best: string | undefined;
  let smallest = limit;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < smallest) [best, smallest] = [candidate, distance];
  }
  return best;
}

/** Levenshtein distance by the two-row method (Wagner and Fischer, 1974). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      current[column] = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + change,
      );
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
