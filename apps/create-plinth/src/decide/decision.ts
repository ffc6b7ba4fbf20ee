import { decide } from '@plinth/decide/decide';
import { validateAnswers } from '@plinth/decide/answers';
import type { Answers } from '@plinth/schema/decision/questions';
import type { Decision } from '@plinth/schema/decision/recommendation';
import type { Buildable } from './scaffold.ts';

/** A stack as a recommendation names it. */
export type Stack = Pick<Decision['recommendation'], 'shape' | 'platform' | 'framework'>;

/** Decides with what can be generated today. */
export const decideWith = (answers: Answers, buildable: Buildable): Decision =>
  decide(answers, { scaffold: buildable.scaffold(answers) });

/**
 * A stack as it would be built for these answers, whatever is recommended: its layers, and the hard constraints that it
 * goes against. Null where the decision does not know it.
 */
export function lookAt(
  answers: Answers,
  stack: Pick<Stack, 'platform' | 'framework'>,
): (Decision['recommendation'] & { readonly breaks: readonly { readonly id: string }[] }) | null {
  const wanted = (other: Pick<Stack, 'platform' | 'framework'>): boolean =>
    other.platform === stack.platform && other.framework === stack.framework;
  const { recommendation, nearest } = decide(answers, {
    // As if nothing else could be built.
    scaffold: (candidate) => (wanted(candidate) ? ANY_SCAFFOLD : null),
  });
  if (nearest === null) return wanted(recommendation) ? { ...recommendation, breaks: [] } : null;
  const { scaffold: _, ...found } = nearest;
  return found;
}

const ANY_SCAFFOLD = { platform: null, service: null, options: {}, command: '', notWired: [] };

/** Answers in their one form, or the error that names what is wrong with them. */
export const checkAnswers = (given: Record<string, unknown>): Answers => validateAnswers(given);
