import type { Source } from '@plinth/schema/decision/recommendation';
import type { Condition } from './condition.ts';
import type { Part } from './options.ts';

/** A part, or parts that must come together: `baas-first+directus`. */
export type Target = Part | `${Part}+${Part}`;

/** A preference: points for and against options. Points of all rules that fire add up; nothing else counts. */
export interface ScoreRule {
  readonly id: string;
  readonly when: Condition;
  readonly points: Readonly<Partial<Record<Target, number>>>;
  readonly because: string;
  readonly source: Source;
}

/** A hard constraint: what it excludes is not recommended, whatever its points. */
export interface ExclusionRule {
  readonly id: string;
  readonly when: Condition;
  readonly excludes: readonly Part[];
  readonly because: string;
  readonly source: Source;
}
