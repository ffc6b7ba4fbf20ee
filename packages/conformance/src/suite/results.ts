import type { Group } from '../contract/behaviour.ts';
import type { Ground } from '../contract/driver.ts';

/** What one behaviour came to. */
export type Verdict =
  | { readonly kind: 'passed'; readonly ground: Ground; readonly checks: number }
  | { readonly kind: 'failed'; readonly message: string; readonly details: string }
  | { readonly kind: 'does not apply'; readonly because: string };

export interface Result {
  readonly id: string;
  readonly title: string;
  readonly group: Group;
  readonly seconds: number;
  readonly verdict: Verdict;
}

/** A run of the suite over one project. */
export interface Report {
  readonly stack: string;
  readonly results: readonly Result[];
  readonly seconds: number;
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly notApplying: number;
}

export function count({ results }: Report): Count {
  const of = (kind: Verdict['kind']): number =>
    results.filter(({ verdict }) => verdict.kind === kind).length;
  return { passed: of('passed'), failed: of('failed'), notApplying: of('does not apply') };
}
