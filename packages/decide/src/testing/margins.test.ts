import { describe, expect, it } from 'vitest';
import { winnerOf } from '../engine/evaluate.ts';
import { compileTable } from '../engine/table.ts';
import { OPTIONS, optionId } from '../knowledge/options.ts';
import type { ScoreRule } from '../knowledge/rule.ts';
import { SCORE_RULES } from '../knowledge/rules/all.ts';
import { EXCLUSION_RULES } from '../knowledge/rules/exclusions.ts';
import { evaluate } from '../recommend.ts';
import { SCENARIOS } from './documented.ts';
import { marginsOf, type Nudge } from './margins.ts';
import type { Scenario } from './scenario.ts';

/** The option that wins when one weight is another. */
function winnerWith({ answers }: Scenario, { rule, target }: Nudge, weight: number): string {
  const rules = SCORE_RULES.map((each): ScoreRule =>
    each === rule ? { ...each, points: { ...each.points, [target]: weight } } : each,
  );
  const winner = winnerOf(compileTable(rules, EXCLUSION_RULES), evaluate(answers).state);
  const option = OPTIONS[winner];
  return option ? optionId(option) : '';
}

describe('the margin of a scenario', () => {
  it.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))(
    '%s: the weight that is named changes the result, one point less does not',
    (_id, scenario) => {
      const { option, toAnother } = marginsOf(scenario);
      expect(toAnother).toBeDefined();
      if (!toAnother) return;
      const { nudge, points } = toAnother;
      expect(points).toBeGreaterThanOrEqual(0);
      expect(winnerWith(scenario, nudge, nudge.to)).not.toBe(optionId(option));
      const less = nudge.to - Math.sign(nudge.to - nudge.from);
      expect(winnerWith(scenario, nudge, less)).toBe(optionId(option));
    },
  );

  it('leaves each a few points to the nearest option that would be wrong', () => {
    const close = SCENARIOS.filter((scenario) => (marginsOf(scenario).toWrong?.points ?? 99) < 3);
    expect(close.map(({ id }) => id)).toEqual([]);
  });
});
