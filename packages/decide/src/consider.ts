import type { Decision } from '@plinth/schema/decision/recommendation';
import { validateAnswers } from './answers.ts';
import type { Candidate } from './candidate.ts';
import { layersOf, vendorCount } from './engine/layers.ts';
import { notesOf } from './engine/notes.ts';
import { stateOf } from './engine/variables.ts';
import { OPTIONS, partsOf } from './knowledge/options.ts';
import { costOf, exitOf } from './report/consequences.ts';
import { exclusionsFor, noted, reasonsFor } from './report/explanations.ts';
import { REVISIT, TABLE, WATCH } from './table.ts';

/** A stack for given answers, whether it is the recommended one or not. */
export interface Considered
  extends Pick<Decision, 'watchFor' | 'revisitWhen' | 'exit' | 'cost'>, Candidate {
  /** The hard constraints that it goes against. */
  readonly breaks: Decision['excluded'];
  /** What speaks for and against it, strongest first. */
  readonly reasons: Decision['ranking'][number]['reasons'];
}

/**
 * What comes with a stack that somebody has, or has chosen against the recommendation.
 *
 * @returns null for a stack that is not in the vocabulary
 * @throws PlinthError ANSWERS_INVALID
 */
export function consider(
  stack: { readonly platform: string | null; readonly framework: string | null },
  input: unknown,
): Considered | null {
  const answers = validateAnswers(input);
  const index = OPTIONS.findIndex(
    ({ platform, framework }) => platform === stack.platform && framework === stack.framework,
  );
  const option = OPTIONS[index];
  if (!option) return null;
  const state = stateOf(answers);
  const hosting = answers.selfHosting === 'required' ? 'self-hosted' : 'managed';
  const layers = layersOf(index, hosting, state);
  const vendors = vendorCount(layers);
  const parts: readonly string[] = partsOf(option);
  return {
    ...option,
    hosting,
    layers,
    watchFor: noted(notesOf(WATCH, option, hosting, vendors, state)),
    revisitWhen: noted(notesOf(REVISIT, option, hosting, vendors, state)),
    exit: exitOf(option),
    cost: costOf(option, hosting, state),
    breaks: exclusionsFor(TABLE, state).filter(({ id }) => parts.includes(id)),
    reasons: reasonsFor(TABLE, state, index),
  };
}
