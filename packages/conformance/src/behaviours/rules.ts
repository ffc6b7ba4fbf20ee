import type { Composition } from '../contract/composition.ts';

/**
 * Whether the rules of a platform answer for data, not code of the team. Rules filter: what they hide is an empty list or
 * not there, a column without a grant is forbidden, and a value of another type is taken as text where it has one.
 */
export function answersByRules({ kind }: Pick<Composition, 'kind'>): boolean {
  return kind === 'platform alone';
}
