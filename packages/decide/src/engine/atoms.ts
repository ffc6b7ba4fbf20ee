import type { Condition } from '../knowledge/condition.ts';
import { type State, VARIABLES } from './variables.ts';

/** One key of a condition: a variable, and the set of its values (as bits) under which the key holds. */
export interface Atom {
  readonly variable: number;
  readonly allowed: number;
}

const INDEX_OF = new Map(VARIABLES.map(({ name }, index) => [name, index]));

/** @throws Error for a name or a value that no variable has: a mistake in the knowledge base. */
export function compileCondition(condition: Condition): readonly Atom[] {
  return Object.entries(condition).map(([name, wanted]) => {
    const variable = INDEX_OF.get(name);
    if (variable === undefined) throw new Error(`no variable "${name}"`);
    const domain = VARIABLES[variable]?.domain ?? [];
    const values = (Array.isArray(wanted) ? wanted : [wanted]) as (string | boolean)[];
    const allowed = values.reduce((bits, value) => {
      const index = domain.indexOf(value);
      if (index === -1) throw new Error(`"${name}" is never ${String(value)}`);
      return bits | (1 << index);
    }, 0);
    return { variable, allowed };
  });
}

export const allows = ({ allowed }: Atom, value: number): boolean => ((allowed >> value) & 1) === 1;

/** Whether a condition holds in a state. */
export const holds = (atoms: readonly Atom[], state: State): boolean =>
  atoms.every((atom) => allows(atom, state[atom.variable] ?? 0));

/**
 * What is left of a condition once the closed variables are known: the atoms over open ones, or undefined where it
 * can no longer hold.
 */
export function remaining(
  atoms: readonly Atom[],
  state: State,
  isOpen: ReadonlySet<number>,
): readonly Atom[] | undefined {
  const open: Atom[] = [];
  for (const atom of atoms) {
    if (isOpen.has(atom.variable)) open.push(atom);
    else if (!allows(atom, state[atom.variable] ?? 0)) return undefined;
  }
  return open;
}
