import type { Answers } from '@plinth/schema/decision/questions';
import type { Hosting } from '@plinth/schema/decision/recommendation';
import { validateAnswers } from './answers.ts';
import type { Candidate } from './candidate.ts';
import { bestOf, excludedOf, scoresOf } from './engine/evaluate.ts';
import { layersOf } from './engine/layers.ts';
import type { Points } from './engine/table.ts';
import { type State, stateOf } from './engine/variables.ts';
import { type Option, OPTIONS } from './knowledge/options.ts';
import { TABLE } from './table.ts';

/** What evaluating the rules gives, by option in the order of the vocabulary. */
export interface Evaluation {
  readonly answers: Answers;
  readonly state: State;
  readonly scores: Points;
  readonly excluded: Uint8Array;
  /** The index of the recommended option. */
  readonly winner: number;
  readonly hosting: Hosting;
}

/** @throws PlinthError ANSWERS_INVALID for answers that the questionnaire does not have. */
export function evaluate(input: unknown): Evaluation {
  const answers = validateAnswers(input);
  const state = stateOf(answers);
  const scores = scoresOf(TABLE, state);
  const excluded = excludedOf(TABLE, state);
  return {
    answers,
    state,
    scores,
    excluded,
    winner: bestOf(scores, excluded),
    hosting: answers.selfHosting === 'required' ? 'self-hosted' : 'managed',
  };
}

/** An option of the vocabulary with the layers that the answers call for. */
export const candidateOf = (index: number, { hosting, state }: Evaluation): Candidate => ({
  ...optionAt(index),
  hosting,
  layers: layersOf(index, hosting, state),
});

/** The recommendation alone, without reasons, flips or proof: some hundred times cheaper than `decide`. */
export function recommend(input: unknown): Candidate {
  const evaluation = evaluate(input);
  return candidateOf(evaluation.winner, evaluation);
}

export function optionAt(index: number): Option {
  const option = OPTIONS[index];
  if (!option) throw new Error(`no option ${index}`);
  return { ...option };
}
