import { OPTIONS, type Part, partsOf } from '../knowledge/options.ts';
import type { ExclusionRule, ScoreRule } from '../knowledge/rule.ts';
import { type Atom, compileCondition } from './atoms.ts';
import { VARIABLES } from './variables.ts';

/** The points of a rule by option, in the order of OPTIONS. */
export type Points = Int32Array;

export interface CompiledScore {
  readonly rule: ScoreRule;
  readonly atoms: readonly Atom[];
  readonly points: Points;
}

export interface CompiledExclusion {
  readonly rule: ExclusionRule;
  readonly atoms: readonly Atom[];
  /** 1 for each option that the rule excludes. */
  readonly excludes: Uint8Array;
}

/** The rules as tables. Built once; evaluating reads nothing else. */
export interface Table {
  readonly scores: readonly CompiledScore[];
  readonly exclusions: readonly CompiledExclusion[];
  /** Points that always hold. */
  readonly base: Points;
  /** Points by variable and value, of all rules over one variable. */
  readonly single: readonly (readonly Points[])[];
  /** Rules over several variables. */
  readonly joint: readonly CompiledScore[];
}

/** Points by option: those of every target whose parts the option has. */
export function pointsByOption({ points }: Pick<ScoreRule, 'points'>): Points {
  const targets = Object.entries(points).map(([target, value]) => ({
    parts: target.split('+') as Part[],
    value,
  }));
  return Int32Array.from(OPTIONS, (option) => {
    const has = partsOf(option);
    return targets.reduce(
      (sum, { parts, value }) => (parts.every((part) => has.includes(part)) ? sum + value : sum),
      0,
    );
  });
}

function add(into: Points, points: Points): void {
  for (let option = 0; option < into.length; option++) {
    into[option] = (into[option] ?? 0) + (points[option] ?? 0);
  }
}

export function compileTable(
  scoreRules: readonly ScoreRule[],
  exclusionRules: readonly ExclusionRule[],
): Table {
  const scores = scoreRules.map((rule) => ({
    rule,
    atoms: compileCondition(rule.when),
    points: pointsByOption(rule),
  }));
  const exclusions = exclusionRules.map((rule) => ({
    rule,
    atoms: compileCondition(rule.when),
    excludes: Uint8Array.from(OPTIONS, (option) =>
      partsOf(option).some((part) => rule.excludes.includes(part)) ? 1 : 0,
    ),
  }));
  const base = new Int32Array(OPTIONS.length);
  const single = VARIABLES.map(({ domain }) => domain.map(() => new Int32Array(OPTIONS.length)));
  const joint: CompiledScore[] = [];
  for (const score of scores) {
    const [first, second] = score.atoms;
    if (first === undefined) add(base, score.points);
    else if (second !== undefined) joint.push(score);
    else {
      single[first.variable]?.forEach((into, value) => {
        if (((first.allowed >> value) & 1) === 1) add(into, score.points);
      });
    }
  }
  return { scores, exclusions, base, single, joint };
}
