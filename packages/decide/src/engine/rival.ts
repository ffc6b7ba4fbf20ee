import { type Atom, holds, remaining } from './atoms.ts';
import type { Table } from './table.ts';
import { type State, VARIABLES } from './variables.ts';

/** How far an option can get ahead of another, and a state in which it does. */
export interface Lead {
  /** The largest score(rival) − score(winner) over all completions in which the rival is not excluded. */
  readonly points: number;
  readonly witness: State;
}

interface Term {
  readonly atoms: readonly Atom[];
  readonly points: number;
}

/** Most combinations of values that are enumerated at once; the rules stay far below it (see its test). */
export const LARGEST_COMPONENT = 20_000;

/**
 * The largest lead of `rival` over `winner`, exactly.
 *
 * The difference of two additive scores is a sum of terms, each over few variables, and that the rival is not
 * excluded is a conjunction of such terms. Open variables that no term joins are independent of each other, so the maximum is the sum
 * of the maxima of the connected components, and each component is enumerated. Undefined where the
 * rival is excluded in every completion.
 */
export function largestLead(
  table: Table,
  state: State,
  open: ReadonlySet<number>,
  winner: number,
  rival: number,
): Lead | undefined {
  let points = (table.base[rival] ?? 0) - (table.base[winner] ?? 0);
  for (let variable = 0; variable < state.length; variable++) {
    if (!open.has(variable)) points += singleGain(table, variable, state, winner, rival);
  }
  const terms: Term[] = [];
  for (const score of table.joint) {
    const gain = (score.points[rival] ?? 0) - (score.points[winner] ?? 0);
    const atoms = gain === 0 ? undefined : remaining(score.atoms, state, open);
    if (atoms?.length === 0) points += gain;
    else if (atoms) terms.push({ atoms, points: gain });
  }
  const forbidden: (readonly Atom[])[] = [];
  for (const exclusion of table.exclusions) {
    if (exclusion.excludes[rival] !== 1) continue;
    const atoms = remaining(exclusion.atoms, state, open);
    if (atoms?.length === 0) return undefined;
    if (atoms) forbidden.push(atoms);
  }
  const witness = Uint8Array.from(state);
  for (const component of components(open, [...terms.map(({ atoms }) => atoms), ...forbidden])) {
    const best = bestOfComponent(table, component, terms, forbidden, winner, rival, witness);
    if (best === undefined) return undefined;
    points += best;
  }
  return { points, witness };
}

function singleGain(
  table: Table,
  variable: number,
  state: State,
  winner: number,
  rival: number,
): number {
  const points = table.single[variable]?.[state[variable] ?? 0];
  return (points?.[rival] ?? 0) - (points?.[winner] ?? 0);
}

/** Variables that a term joins, together. */
export function components(
  open: Iterable<number>,
  joined: readonly (readonly Atom[])[],
): readonly (readonly number[])[] {
  const parent = new Map([...open].map((variable) => [variable, variable]));
  const find = (variable: number): number => {
    const up = parent.get(variable) ?? variable;
    return up === variable ? variable : find(up);
  };
  for (const atoms of joined) {
    const [first, ...others] = atoms.map(({ variable }) => find(variable));
    for (const other of others) if (first !== undefined) parent.set(find(other), find(first));
  }
  const groups = new Map<number, number[]>();
  for (const variable of parent.keys()) {
    const root = find(variable);
    groups.set(root, [...(groups.get(root) ?? []), variable]);
  }
  return [...groups.values()];
}

/** Writes the best values of a component into `witness` and returns their gain; undefined where none is allowed. */
function bestOfComponent(
  table: Table,
  component: readonly number[],
  terms: readonly Term[],
  forbidden: readonly (readonly Atom[])[],
  winner: number,
  rival: number,
  witness: State,
): number | undefined {
  const has = new Set(component);
  const touches = (atoms: readonly Atom[]): boolean =>
    atoms.some(({ variable }) => has.has(variable));
  const ownTerms = terms.filter(({ atoms }) => touches(atoms));
  const ownForbidden = forbidden.filter(touches);
  let best: number | undefined;
  let bestValues: readonly number[] = [];
  for (const values of assignments(component)) {
    component.forEach((variable, place) => (witness[variable] = values[place] ?? 0));
    if (ownForbidden.some((atoms) => holds(atoms, witness))) continue;
    let gain = 0;
    for (const variable of component) gain += singleGain(table, variable, witness, winner, rival);
    for (const term of ownTerms) if (holds(term.atoms, witness)) gain += term.points;
    if (best === undefined || gain > best) [best, bestValues] = [gain, [...values]];
  }
  component.forEach((variable, place) => (witness[variable] = bestValues[place] ?? 0));
  return best;
}

/** Every combination of values of the variables, counted like an odometer. The array that is yielded is used again. */
export function* assignments(variables: readonly number[]): Generator<readonly number[]> {
  const sizes = variables.map((variable) => VARIABLES[variable]?.domain.length ?? 1);
  if (sizes.reduce((product, size) => product * size, 1) > LARGEST_COMPONENT) {
    throw new Error(`rules join too many questions: ${variables.map(nameOf).join(', ')}`);
  }
  const values = sizes.map(() => 0);
  for (;;) {
    yield values;
    let place = 0;
    while (place < sizes.length && (values[place] ?? 0) + 1 === sizes[place]) values[place++] = 0;
    if (place === sizes.length) return;
    values[place] = (values[place] ?? 0) + 1;
  }
}

const nameOf = (variable: number): string => VARIABLES[variable]?.name ?? '';
