import { forEachAssignment, SIZES } from './assignments.ts';
import type { Atom } from './atoms.ts';
import { holds } from './atoms.ts';
import type { State } from './variables.ts';

/** Points that come with a condition over several variables; `-Infinity` forbids it. */
export interface Term {
  readonly atoms: readonly Atom[];
  readonly points: number;
}

/** A function of few variables, read from the state. */
interface Factor {
  readonly scope: readonly number[];
  readonly of: (state: State) => number;
}

/** How the best value of a variable that was eliminated follows from those of its neighbours. */
interface Eliminated {
  readonly variable: number;
  readonly scope: readonly number[];
  readonly best: Uint8Array;
}

/**
 * The largest sum of the terms and of each variable's own points, over all values of the variables that the terms are
 * about, with the values that give it written into `state`; `-Infinity` where every combination is forbidden.
 *
 * Bucket elimination (Dechter, "Bucket elimination: a unifying framework for reasoning", 1999): variables are maximised out one at a
 * time, the one with the smallest neighbourhood first; each leaves a table over its neighbours. Exact, and cheap as long as
 * rules join questions loosely.
 */
export function maximise(
  terms: readonly Term[],
  own: (variable: number, value: number) => number,
  state: State,
): number {
  let factors: readonly Factor[] = terms.map(({ atoms, points }) => ({
    scope: atoms.map(({ variable }) => variable),
    of: (at) => (holds(atoms, at) ? points : 0),
  }));
  const left = new Set(factors.flatMap(({ scope }) => scope));
  const eliminated: Eliminated[] = [];
  while (left.size > 0) {
    const variable = cheapest(left, factors);
    const bucket = factors.filter(({ scope }) => scope.includes(variable));
    const { factor, best } = eliminate(variable, bucket, own, state);
    factors = [...factors.filter((each) => !bucket.includes(each)), factor];
    left.delete(variable);
    eliminated.push({ variable, scope: factor.scope, best });
  }
  for (const { variable, scope, best } of eliminated.reverse()) {
    state[variable] = best[indexOf(scope, state)] ?? 0;
  }
  return factors.reduce((sum, { of }) => sum + of(state), 0);
}

const neighbours = (variable: number, factors: readonly Factor[]): readonly number[] => [
  ...new Set(
    factors
      .filter(({ scope }) => scope.includes(variable))
      .flatMap(({ scope }) => scope)
      .filter((each) => each !== variable),
  ),
];

function cheapest(left: ReadonlySet<number>, factors: readonly Factor[]): number {
  let found = -1;
  let smallest = Infinity;
  for (const variable of left) {
    const size = neighbours(variable, factors).reduce(
      (product, each) => product * (SIZES[each] ?? 1),
      1,
    );
    if (size < smallest) [found, smallest] = [variable, size];
  }
  return found;
}

function eliminate(
  variable: number,
  bucket: readonly Factor[],
  own: (variable: number, value: number) => number,
  state: State,
): { factor: Factor; best: Uint8Array } {
  const scope = neighbours(variable, bucket);
  const values: number[] = [];
  const choices: number[] = [];
  forEachAssignment(scope, state, () => {
    let most = -Infinity;
    let choice = 0;
    for (let value = 0; value < (SIZES[variable] ?? 1); value++) {
      state[variable] = value;
      let sum = own(variable, value);
      for (const { of } of bucket) sum += of(state);
      if (sum > most) [most, choice] = [sum, value];
    }
    values.push(most);
    choices.push(choice);
  });
  return {
    factor: { scope, of: (at) => values[indexOf(scope, at)] ?? 0 },
    best: Uint8Array.from(choices),
  };
}

/** The number of the values of a scope in a state, as `forEachAssignment` counts them. */
function indexOf(scope: readonly number[], state: State): number {
  let index = 0;
  let place = 1;
  for (const variable of scope) {
    index += (state[variable] ?? 0) * place;
    place *= SIZES[variable] ?? 1;
  }
  return index;
}
