import type { Scenario } from './scenario.ts';
import scenarios from './scenarios.json' with { type: 'json' };
import situations from './situations.json' with { type: 'json' };

/** The situations that came with the documents. */
export const SCENARIOS = scenarios as unknown as readonly Scenario[];

/** Further ones, read from the same documents. */
export const SITUATIONS = situations as unknown as readonly Scenario[];
