import type { ScoreRule } from '../rule.ts';
import { CONSTRAINT_RULES } from './constraints.ts';
import { DATA_RULES } from './data.ts';
import { FRAMEWORK_RULES } from './frameworks.ts';
import { PRODUCT_RULES } from './product.ts';
import { STARTING_POINTS } from './starting-points.ts';
import { TEAM_RULES } from './team.ts';
import { WORK_RULES } from './work.ts';

/** Every preference, in the order in which reasons are told. */
export const SCORE_RULES: readonly ScoreRule[] = [
  ...WORK_RULES,
  ...PRODUCT_RULES,
  ...TEAM_RULES,
  ...DATA_RULES,
  ...CONSTRAINT_RULES,
  ...FRAMEWORK_RULES,
  ...STARTING_POINTS,
];
