import { holds } from './atoms.ts';
import type { Points, Table } from './table.ts';
import type { State } from './variables.ts';

/** The sum of the points of all rules that fire, by option. The one place in which answers become scores. */
export function scoresOf(table: Table, state: State): Points {
  const sum = singlesOf(table, state, []);
  addJoint(table, state, sum);
  return sum;
}

/** The points of the rules over at most one variable, but for those over the variables that are left out. */
export function singlesOf(table: Table, state: State, without: readonly number[]): Points {
  const sum = Int32Array.from(table.base);
  for (let variable = 0; variable < state.length; variable++) {
    if (!without.includes(variable)) addSingle(table, variable, state, sum);
  }
  return sum;
}

export function addSingle(table: Table, variable: number, state: State, sum: Points): void {
  const points = table.single[variable]?.[state[variable] ?? 0];
  if (points) addTo(sum, points);
}

export function addJoint(table: Table, state: State, sum: Points): void {
  for (const { atoms, points } of table.joint) if (holds(atoms, state)) addTo(sum, points);
}

function addTo(sum: Points, points: Points): void {
  for (let option = 0; option < sum.length; option++) {
    sum[option] = (sum[option] ?? 0) + (points[option] ?? 0);
  }
}

/** 1 for each option that a hard constraint rules out. */
export function excludedOf(table: Table, state: State): Uint8Array {
  const excluded = new Uint8Array(table.base.length);
  for (const { atoms, excludes } of table.exclusions) {
    if (!holds(atoms, state)) continue;
    for (let option = 0; option < excluded.length; option++) {
      if (excludes[option] === 1) excluded[option] = 1;
    }
  }
  return excluded;
}

/** The index of the best option that is not excluded; ties follow the order of the vocabulary. */
export function bestOf(scores: Points, excluded: Uint8Array): number {
  let best = -1;
  for (let option = 0; option < scores.length; option++) {
    if (excluded[option] === 1) continue;
    if (best === -1 || (scores[option] ?? 0) > (scores[best] ?? 0)) best = option;
  }
  if (best === -1) throw new Error('the hard constraints leave no option');
  return best;
}

/** The option that is recommended in a state. */
export const winnerOf = (table: Table, state: State): number =>
  bestOf(scoresOf(table, state), excludedOf(table, state));
