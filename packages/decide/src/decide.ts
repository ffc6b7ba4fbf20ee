import { type Answers, QUESTION_IDS, QUESTIONS } from '@plinth/schema/decision/questions';
import type { Decision, Scaffold } from '@plinth/schema/decision/recommendation';
import type { Candidate } from './candidate.ts';
import { outcomesOf, stillChanging } from './engine/completeness.ts';
import { flipsOf } from './engine/flips.ts';
import { vendorCount } from './engine/layers.ts';
import { mostChanging, mostDecisive } from './engine/next.ts';
import { notesOf } from './engine/notes.ts';
import { settle } from './engine/settle.ts';
import { openVariables } from './engine/variables.ts';
import { candidateOf, evaluate, type Evaluation, optionAt } from './recommend.ts';
import { costOf, exitOf } from './report/consequences.ts';
import { exclusionsFor, noted, rankingFor } from './report/explanations.ts';
import { nearestBuildable } from './report/nearest.ts';
import { REVISIT, TABLE, WATCH } from './table.ts';

/** What the caller knows and the decision does not. */
export interface Surroundings {
  /** How a stack can be generated today, or null. Without it, nothing can. */
  readonly scaffold?: (candidate: Candidate) => Scaffold | null;
}

/**
 * What answers lead to, and why. Pure: the same answers give the same decision, whatever the order of their keys and lists.
 *
 * @throws PlinthError ANSWERS_INVALID for answers that the questionnaire does not have.
 */
export function decide(input: unknown, { scaffold }: Surroundings = {}): Decision {
  const evaluation = evaluate(input);
  const { answers, state, scores, excluded, winner, hosting } = evaluation;
  const candidate = candidateOf(winner, evaluation);
  const vendors = vendorCount(candidate.layers);
  const built = scaffold?.(candidate) ?? null;
  return {
    recommendation: candidate,
    ranking: rankingFor(TABLE, state, scores, excluded),
    excluded: exclusionsFor(TABLE, state),
    watchFor: noted(notesOf(WATCH, candidate, hosting, vendors, state)),
    revisitWhen: noted(notesOf(REVISIT, candidate, hosting, vendors, state)),
    exit: exitOf(candidate),
    cost: costOf(candidate, hosting, state),
    flips: flipsOf(TABLE, state, winner).map(({ question, value, to }) => ({
      change: { [question]: typeof value === 'string' ? value : [...value] },
      to: optionAt(to),
    })),
    assumed: assumptions(answers),
    ...openness(evaluation, candidate),
    scaffold: built,
    nearest:
      built || !scaffold
        ? null
        : nearestBuildable(TABLE, state, scores, excluded, (option) => {
            const other = candidateOf(option, evaluation);
            const way = scaffold(other);
            return way && { ...other, scaffold: way };
          }),
  };
}

/** What open questions, and those answered with "not known", were taken for. */
function assumptions(answers: Answers): Decision['assumed'] {
  return QUESTION_IDS.filter((id) => (answers[id] ?? null) === null).map((question) => {
    const { neutral } = QUESTIONS[question];
    return { question, countsAs: typeof neutral === 'object' && neutral ? [] : neutral };
  });
}

function openness(
  { answers, state, winner }: Evaluation,
  { hosting, layers, ...option }: Candidate,
): Pick<Decision, 'settled' | 'complete' | 'next'> {
  const list = openVariables(answers);
  const open = new Set(list);
  if (!settle(TABLE, state, list).settled) {
    const next = mostDecisive(TABLE, state, open) ?? null;
    return { settled: false, complete: false, next };
  }
  const outcomes = outcomesOf(winner, option, hosting, vendorCount(layers), WATCH);
  const changing = stillChanging(outcomes, state, open);
  return { settled: true, complete: changing.size === 0, next: mostChanging(changing) ?? null };
}
