import { partsOf } from '@plinth/decide/knowledge/options';
import type { Decision } from '@plinth/schema/decision/recommendation';
import { isMeant, type OptionReference } from './option-reference.ts';

type Ranked = Decision['ranking'][number];
type Reason = Ranked['reasons'][number];
type Stack = Pick<Ranked, 'shape' | 'platform' | 'framework'>;

/** A rule that speaks for one of two options. */
export interface Difference extends Omit<Reason, 'weight'> {
  /** Points by which it sets them apart. */
  readonly weight: number;
}

/** Why an option is, or is not, the recommendation. */
export interface Explanation {
  readonly verdict: 'recommended' | 'outranked' | 'excluded';
  /** The best option that was meant; null where all of them are ruled out. */
  readonly option: Stack | null;
  readonly recommended: Stack;
  /** Place in the ranking, from 1. */
  readonly place: number | null;
  /** Length of the ranking. */
  readonly of: number;
  /** Points behind the recommendation. */
  readonly behind: number;
  /** What speaks more for it than for the recommendation, strongest first. */
  readonly ahead: readonly Difference[];
  /** What speaks more for the recommendation, strongest first. */
  readonly against: readonly Difference[];
  readonly excludedBy: Decision['excluded'];
  /** Single answers that would make it the recommendation. */
  readonly flips: Decision['flips'];
}

/** Explains the best of the options that were meant, against the recommended one. */
export function explain(
  decision: Decision,
  meant: OptionReference,
  all: readonly Stack[],
): Explanation {
  const { ranking, excluded, flips } = decision;
  const best = ranking[0] as Ranked;
  const place = ranking.findIndex((option) => isMeant(meant, option));
  const found = ranking[place];
  const difference = found ? differences(found.reasons, best.reasons) : [];
  const excludingParts = new Set(
    all
      .filter((option) => isMeant(meant, option))
      .flatMap((option) => partsOf(option as never) as string[]),
  );
  return {
    verdict: place === 0 ? 'recommended' : found ? 'outranked' : 'excluded',
    option: found ? stackOf(found) : null,
    recommended: stackOf(best),
    place: found ? place + 1 : null,
    of: ranking.length,
    behind: found ? best.score - found.score : 0,
    ahead: difference.filter(({ weight }) => weight > 0),
    against: difference
      .filter(({ weight }) => weight < 0)
      .map((reason) => ({ ...reason, weight: -reason.weight })),
    excludedBy: found ? [] : excluded.filter(({ id }) => excludingParts.has(id)),
    flips: place === 0 ? [] : flips.filter(({ to }) => isMeant(meant, to)),
  };
}

const stackOf = ({ shape, platform, framework }: Stack): Stack => ({ shape, platform, framework });

/** By how much each rule favours the one list of reasons over the other, the largest first. */
function differences(reasons: readonly Reason[], others: readonly Reason[]): Difference[] {
  const rules = new Map([...others, ...reasons].map((reason) => [reason.rule, reason]));
  const weightIn = (list: readonly Reason[], rule: string): number =>
    list.filter((reason) => reason.rule === rule).reduce((sum, { weight }) => sum + weight, 0);
  return [...rules.values()]
    .map((reason) => ({
      ...reason,
      weight: weightIn(reasons, reason.rule) - weightIn(others, reason.rule),
    }))
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}
