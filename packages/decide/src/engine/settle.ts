import { remaining } from './atoms.ts';
import { bestOf, excludedOf, scoresOf } from './evaluate.ts';
import { rivalsAhead } from './rival.ts';
import type { Table } from './table.ts';
import { type State, VARIABLES } from './variables.ts';

/** The proof that nothing can change the result, or a completion that does. */
export type Settlement =
  | { readonly settled: true }
  | { readonly settled: false; readonly witness: State };

const HOSTING = VARIABLES.findIndex(({ name }) => name === 'selfHosting');
const REQUIRED = VARIABLES[HOSTING]?.domain.indexOf('required') ?? -1;

/**
 * Whether some joint completion of the open variables changes shape, platform, framework or hosting. Exact in both directions: a result
 * changes when its option can be excluded, or when another option that is not excluded can get ahead of it; it does
 * not matter which one wins then.
 */
export function settle(table: Table, state: State, openList: readonly number[]): Settlement {
  const open = new Set(openList);
  if (open.has(HOSTING)) {
    return { settled: false, witness: changed(state, [{ variable: HOSTING, value: REQUIRED }]) };
  }
  const scores = scoresOf(table, state);
  const winner = bestOf(scores, excludedOf(table, state));
  for (const { atoms, excludes } of table.exclusions) {
    if (excludes[winner] !== 1) continue;
    const left = remaining(atoms, state, open);
    if (left) {
      const values = left.map(({ variable, allowed }) => ({
        variable,
        value: 31 - Math.clz32(allowed & -allowed),
      }));
      return { settled: false, witness: changed(state, values) };
    }
  }
  for (const { witness } of rivalsAhead(table, state, open, winner)) {
    return { settled: false, witness };
  }
  return { settled: true };
}

function changed(state: State, values: readonly { variable: number; value: number }[]): State {
  const copy = Uint8Array.from(state);
  for (const { variable, value } of values) copy[variable] = value;
  return copy;
}
