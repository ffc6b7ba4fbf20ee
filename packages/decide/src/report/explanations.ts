import type { Decision } from '@plinth/schema/decision/recommendation';
import { holds } from '../engine/atoms.ts';
import type { Points, Table } from '../engine/table.ts';
import type { State } from '../engine/variables.ts';
import type { NoteRule } from '../knowledge/note-rule.ts';
import { OPTIONS } from '../knowledge/options.ts';

type Reason = Decision['ranking'][number]['reasons'][number];

/** The rules that speak for and against an option in a state, strongest first; their weights add up to its score. */
export function reasonsFor(table: Table, state: State, option: number): Reason[] {
  return table.scores
    .filter(({ atoms, points }) => points[option] !== 0 && holds(atoms, state))
    .map(({ rule, points }) => ({
      rule: rule.id,
      weight: points[option] ?? 0,
      because: rule.because,
      source: rule.source,
    }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

/** Every option that is not excluded, best first; ties in the order of the vocabulary. */
export function rankingFor(
  table: Table,
  state: State,
  scores: Points,
  excluded: Uint8Array,
): Decision['ranking'] {
  return order(scores)
    .filter((index) => excluded[index] !== 1)
    .flatMap((index) => {
      const option = OPTIONS[index];
      if (!option) return [];
      const reasons = reasonsFor(table, state, index);
      return [{ ...option, score: scores[index] ?? 0, reasons }];
    });
}

/** The indexes of all options, excluded ones too, by falling score; ties in the order of the vocabulary. */
export const order = (scores: Points): number[] =>
  OPTIONS.map((_option, index) => index).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));

/** Every shape, platform and framework that is ruled out, once for each rule that does so. */
export function exclusionsFor(table: Table, state: State): Decision['excluded'] {
  return table.exclusions
    .filter(({ atoms }) => holds(atoms, state))
    .flatMap(({ rule: { id: rule, excludes, because, source } }) =>
      excludes.map((id) => ({ id, rule, because, source })),
    );
}

export const noted = (notes: readonly NoteRule[]): Decision['watchFor'] =>
  notes.map(({ id, text, source }) => ({ id, text, source }));
