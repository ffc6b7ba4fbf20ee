import type { Decision } from '@plinth/schema/decision/recommendation';
import type { Candidate } from '../candidate.ts';
import { holds } from '../engine/atoms.ts';
import type { Points, Table } from '../engine/table.ts';
import type { State } from '../engine/variables.ts';
import { OPTIONS, partsOf } from '../knowledge/options.ts';
import { order } from './explanations.ts';

type Nearest = NonNullable<Decision['nearest']>;
type Buildable = Candidate & Pick<Nearest, 'scaffold'>;

/**
 * The best stack that can be generated: the first of the ranking, or, where every one that can be built is excluded, the
 * one that goes against the fewest hard constraints, which it then names.
 */
export function nearestBuildable(
  table: Table,
  state: State,
  scores: Points,
  excluded: Uint8Array,
  build: (option: number) => Buildable | null,
): Nearest | null {
  const ranked = order(scores);
  for (const index of ranked) {
    const built = excluded[index] === 1 ? null : build(index);
    if (built) return { ...built, breaks: [] };
  }
  const others = ranked.flatMap((index) => {
    const built = excluded[index] === 1 ? build(index) : null;
    return built ? [{ ...built, breaks: broken(table, state, index) }] : [];
  });
  return others.sort((a, b) => a.breaks.length - b.breaks.length)[0] ?? null;
}

function broken(table: Table, state: State, index: number): Nearest['breaks'] {
  const option = OPTIONS[index];
  const parts = option ? partsOf(option) : [];
  return table.exclusions
    .filter(({ atoms, excludes }) => excludes[index] === 1 && holds(atoms, state))
    .flatMap(({ rule }) =>
      rule.excludes.filter((id) => parts.includes(id)).map((id) => ({ id, rule: rule.id })),
    );
}
