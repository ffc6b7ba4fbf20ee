import { remaining } from './atoms.ts';
import { maximise, type Term } from './maximise.ts';
import type { Table } from './table.ts';
import { type State, VARIABLES } from './variables.ts';

/** How far an option can get ahead of another, and a state in which it does. */
export interface Lead {
  /** The largest score(rival) − score(winner) over all completions in which the rival is not excluded. */
  readonly points: number;
  readonly witness: State;
}

/**
 * The largest lead of `rival` over `winner`, exactly; undefined where the rival is excluded in every completion.
 *
 * The difference of two additive scores is a sum of terms, each over few variables, and that the rival is not
 * excluded is a conjunction of conditions over few. A variable that no term joins to another contributes its own maximum; the others are
 * maximised together.
 */
export function largestLead(
  table: Table,
  state: State,
  open: ReadonlySet<number>,
  winner: number,
  rival: number,
): Lead | undefined {
  let points = (table.base[rival] ?? 0) - (table.base[winner] ?? 0);
  const own = (variable: number, value: number): number => {
    const by = table.single[variable]?.[value];
    return (by?.[rival] ?? 0) - (by?.[winner] ?? 0);
  };
  const terms: Term[] = [];
  for (const score of table.joint) {
    const gain = (score.points[rival] ?? 0) - (score.points[winner] ?? 0);
    const atoms = gain === 0 ? undefined : remaining(score.atoms, state, open);
    if (atoms?.length === 0) points += gain;
    else if (atoms) terms.push({ atoms, points: gain });
  }
  for (const exclusion of table.exclusions) {
    if (exclusion.excludes[rival] !== 1) continue;
    const atoms = remaining(exclusion.atoms, state, open);
    if (atoms?.length === 0) return undefined;
    if (atoms) terms.push({ atoms, points: -Infinity });
  }
  const joined = new Set(terms.flatMap(({ atoms }) => atoms.map(({ variable }) => variable)));
  const witness = Uint8Array.from(state);
  for (let variable = 0; variable < state.length; variable++) {
    if (open.has(variable) && !joined.has(variable)) setBest(variable, own, witness);
    if (!joined.has(variable)) points += own(variable, witness[variable] ?? 0);
  }
  points += maximise(terms, own, witness);
  return points === -Infinity ? undefined : { points, witness };
}

/** Sets a variable to its best value; to the one that it has where none is better. */
function setBest(
  variable: number,
  own: (variable: number, value: number) => number,
  witness: State,
): void {
  let best = own(variable, witness[variable] ?? 0);
  for (let value = 0; value < (VARIABLES[variable]?.domain.length ?? 0); value++) {
    const gain = own(variable, value);
    if (gain > best) {
      best = gain;
      witness[variable] = value;
    }
  }
}

/** For each winner, the most that each variable can add to each rival's lead. */
const gains = new WeakMap<Table, Map<number, readonly Int32Array[]>>();

function largestGains(table: Table, winner: number): readonly Int32Array[] {
  const known = gains.get(table) ?? new Map<number, readonly Int32Array[]>();
  gains.set(table, known);
  const found = known.get(winner);
  if (found) return found;
  const computed = table.single.map((values) =>
    table.base.map((_base, rival) =>
      Math.max(...values.map((by) => (by[rival] ?? 0) - (by[winner] ?? 0))),
    ),
  );
  known.set(winner, computed);
  return computed;
}

/**
 * At least the largest lead, and cheap: every open variable and every joint rule at its best, as if they did not hang
 * together and nothing were excluded. Negative for most rivals, which settles them.
 */
export function boundOnLead(
  table: Table,
  state: State,
  open: ReadonlySet<number>,
  winner: number,
  rival: number,
): number {
  const most = largestGains(table, winner);
  let points = (table.base[rival] ?? 0) - (table.base[winner] ?? 0);
  for (let variable = 0; variable < state.length; variable++) {
    const by = table.single[variable]?.[state[variable] ?? 0];
    points += open.has(variable)
      ? (most[variable]?.[rival] ?? 0)
      : (by?.[rival] ?? 0) - (by?.[winner] ?? 0);
  }
  for (const score of table.joint) {
    points += Math.max(0, (score.points[rival] ?? 0) - (score.points[winner] ?? 0));
  }
  return points;
}

/** Whether a rival with this lead is recommended before the winner; a tie goes to the first of the vocabulary. */
export const isAhead = (lead: number, rival: number, winner: number): boolean =>
  lead > 0 || (lead === 0 && rival < winner);

/** The rivals that some completion puts ahead of the winner, each with its largest lead; lazily. */
export function* rivalsAhead(
  table: Table,
  state: State,
  open: ReadonlySet<number>,
  winner: number,
): Generator<Lead & { readonly rival: number }> {
  for (let rival = 0; rival < table.base.length; rival++) {
    if (
      rival === winner ||
      !isAhead(boundOnLead(table, state, open, winner, rival), rival, winner)
    ) {
      continue;
    }
    const lead = largestLead(table, state, open, winner, rival);
    if (lead && isAhead(lead.points, rival, winner)) yield { ...lead, rival };
  }
}
