import { describe, expect, it } from 'vitest';
import { consider } from './consider.ts';
import { decide } from './decide.ts';
import type { Scenario } from './testing/scenario.ts';
import data from './testing/scenarios.json' with { type: 'json' };

const SCENARIOS = data as unknown as readonly Scenario[];

describe('a stack that is considered', () => {
  it.each(SCENARIOS.map(({ id, answers }) => [id, answers] as const))(
    'is, when it is the recommended one, what is recommended (%s)',
    (_, answers) => {
      const { recommendation, ranking, watchFor, revisitWhen, exit, cost } = decide(answers);
      expect(consider(recommendation, answers)).toEqual({
        ...recommendation,
        watchFor,
        revisitWhen,
        exit,
        cost,
        breaks: [],
        reasons: ranking[0]?.reasons,
      });
    },
  );

  it('names the constraints that it goes against', () => {
    const answers = { vendorIndependence: 'critical' };
    const considered = consider({ platform: 'firebase', framework: null }, answers);
    expect(considered?.breaks.map(({ id }) => id)).toEqual(['firebase']);
  });

  it('is nothing where the vocabulary has no such stack', () => {
    expect(consider({ platform: 'mine', framework: null }, {})).toBe(null);
  });
});
