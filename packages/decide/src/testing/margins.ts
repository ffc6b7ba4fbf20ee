import { holds } from '../engine/atoms.ts';
import { isAhead } from '../engine/rival.ts';
import { type Option, OPTIONS, type Part, partsOf } from '../knowledge/options.ts';
import type { ScoreRule } from '../knowledge/rule.ts';
import { evaluate } from '../recommend.ts';
import { TABLE } from '../table.ts';
import type { Expectation, Scenario } from './scenario.ts';

/** One weight of the knowledge base, and what it would have to be. */
export interface Nudge {
  readonly rule: ScoreRule;
  readonly target: string;
  readonly from: number;
  readonly to: number;
}

/** How far a scenario is from another option, and the single weight that it takes, by the smallest relative change. */
export interface Margin {
  readonly rival: Option;
  /** Points by which the recommended option is ahead. */
  readonly points: number;
  readonly nudge: Nudge;
}

/** The recommended option with the nearest other, and the nearest that the scenario does not allow, if any is left. */
export interface Margins {
  readonly option: Option;
  readonly toAnother: Margin | undefined;
  readonly toWrong: Margin | undefined;
}

export function marginsOf({ answers, expect }: Scenario): Margins {
  const evaluation = evaluate(answers);
  const { winner, scores, excluded } = evaluation;
  const rivals = OPTIONS.map((_option, index) => index)
    .filter((index) => index !== winner && excluded[index] !== 1)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const wrong = rivals.find((index) => !isAllowed(optionAt(index), expect));
  const [nearest] = rivals;
  return {
    option: optionAt(winner),
    toAnother: nearest === undefined ? undefined : marginTo(nearest, evaluation),
    toWrong: wrong === undefined ? undefined : marginTo(wrong, evaluation),
  };
}

const optionAt = (index: number): Option => OPTIONS[index] as Option;

/** Whether the expectations about shape, platform and framework take an option. */
function isAllowed(option: Option, expect: Expectation): boolean {
  const { shape, platform, framework } = option;
  const parts: readonly string[] = partsOf(option);
  const unwanted = [...(expect.notPlatform ?? []), ...[expect.notFirstShape ?? []].flat()];
  return (
    (expect.shape?.includes(shape) ?? true) &&
    (expect.platform?.includes(platform) ?? true) &&
    (expect.framework?.includes(framework) ?? true) &&
    (expect.platformOrFramework?.some((part) => parts.includes(part)) ?? true) &&
    (expect.hasFramework === undefined || expect.hasFramework === (framework !== null)) &&
    !unwanted.some((part) => parts.includes(part))
  );
}

function marginTo(
  rival: number,
  { state, scores, winner }: ReturnType<typeof evaluate>,
): Margin | undefined {
  const points = (scores[winner] ?? 0) - (scores[rival] ?? 0);
  // At a tie the first of the vocabulary is recommended.
  const needed = isAhead(0, rival, winner) ? points : points + 1;
  const nudges = TABLE.scores
    .filter(({ atoms }) => holds(atoms, state))
    .flatMap(({ rule }) =>
      Object.entries(rule.points).flatMap(([target, from]) => {
        const gain = has(optionAt(rival), target) - has(optionAt(winner), target);
        return gain === 0 ? [] : [{ rule, target, from, to: from + gain * needed }];
      }),
    )
    .sort((a, b) => change(a) - change(b));
  const [nudge] = nudges;
  return nudge && { rival: optionAt(rival), points, nudge };
}

const has = (option: Option, target: string): number =>
  target.split('+').every((part) => partsOf(option).includes(part as Part)) ? 1 : 0;

const change = ({ from, to }: Nudge): number => Math.abs((to - from) / from);
