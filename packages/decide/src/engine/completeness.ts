import type { Hosting } from '@plinth/schema/decision/recommendation';
import type { Option } from '../knowledge/options.ts';
import { type Atom, holds } from './atoms.ts';
import { decidingRule, layerRulesFor } from './layers.ts';
import { casesFor, type CompiledNote } from './notes.ts';
import { forEachAssignment } from './assignments.ts';
import type { State } from './variables.ts';

/** Something that answers decide: a layer, or whether a watch-for is there. Two outcomes are the same when equal. */
interface Outcome {
  readonly variables: ReadonlySet<number>;
  readonly of: (state: State) => unknown;
}

const variablesIn = (conditions: readonly (readonly Atom[])[]): ReadonlySet<number> =>
  new Set(conditions.flat().map(({ variable }) => variable));

/** The layers and watch-fors of a settled option. The count of vendors follows from the layers. */
export function outcomesOf(
  optionIndex: number,
  option: Option,
  hosting: Hosting,
  vendors: number,
  notes: readonly CompiledNote[],
): readonly Outcome[] {
  const layers = layerRulesFor(optionIndex, hosting).map(({ rules }) => ({
    variables: variablesIn(rules.flatMap(({ conditions }) => conditions)),
    of: (state: State) => decidingRule(rules, state),
  }));
  const watchFor = notes.map((note) => {
    const cases = casesFor(note, option, hosting, vendors);
    return {
      variables: variablesIn(cases),
      of: (state: State) => cases.some((atoms) => holds(atoms, state)),
    };
  });
  return [...layers, ...watchFor];
}

/**
 * The open variables that still change an outcome, with how many they change: alone where any does, else those that do so
 * together. Empty exactly when no joint completion changes any: the outcomes look at few variables each, and every combination of
 * those is tried.
 */
export function stillChanging(
  outcomes: readonly Outcome[],
  state: State,
  open: ReadonlySet<number>,
): ReadonlyMap<number, number> {
  const alone = new Map<number, number>();
  const together = new Map<number, number>();
  const count = (into: Map<number, number>, variable: number): void => {
    into.set(variable, (into.get(variable) ?? 0) + 1);
  };
  for (const { variables, of } of outcomes) {
    const own = [...variables].filter((variable) => open.has(variable));
    const before = of(state);
    for (const variable of own) {
      if (someAssignment([variable], state, (changed) => of(changed) !== before)) {
        count(alone, variable);
      }
    }
    if (alone.size === 0 && someAssignment(own, state, (changed) => of(changed) !== before)) {
      for (const variable of own) count(together, variable);
    }
  }
  return alone.size > 0 ? alone : together;
}

function someAssignment(
  variables: readonly number[],
  state: State,
  is: (changed: State) => boolean,
): boolean {
  if (variables.length === 0) return false;
  const changed = Uint8Array.from(state);
  let found = false;
  forEachAssignment(variables, changed, () => {
    found ||= is(changed);
  });
  return found;
}
