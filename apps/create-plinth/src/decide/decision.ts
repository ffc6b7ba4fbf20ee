import { type Considered, consider } from '@plinth/decide/consider';
import { decide } from '@plinth/decide/decide';
import type { Chosen } from '@plinth/generate/compose/composition';
import type { Answers } from '@plinth/schema/decision/questions';
import type { Decision } from '@plinth/schema/decision/recommendation';
import { PlinthError } from '@plinth/schema/errors';
import type { Buildable } from './scaffold.ts';

/** A stack as a recommendation names it. */
export type Stack = Pick<Decision['recommendation'], 'shape' | 'platform' | 'framework'>;

/** Decides with what can be generated today. */
export const decideWith = (answers: Answers, buildable: Buildable): Decision =>
  decide(answers, { scaffold: buildable.scaffold(answers) });

/** The stack of templates, as the decision sees it; null where a template is not in its vocabulary. */
export const considerChosen = (
  { platform, service }: Chosen,
  answers: Answers,
): Considered | null =>
  consider(
    { platform: platform?.manifest.id ?? null, framework: service?.manifest.id ?? null },
    answers,
  );

export const isSame = (a: Omit<Stack, 'shape'>, b: Omit<Stack, 'shape'>): boolean =>
  a.platform === b.platform && a.framework === b.framework;

/** For a stack of which a template is not in the vocabulary of the decision. */
export const unknownStack = (): PlinthError =>
  new PlinthError('USAGE', 'The decision does not know this stack', {
    hint: 'Leave the answers out: a template of your own is not among what they compare.',
  });
