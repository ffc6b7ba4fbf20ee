import { type Answers, QUESTION_IDS, QUESTIONS } from '@plinth/schema/decision/questions';
import type { Decision, Hosting, Scaffold } from '@plinth/schema/decision/recommendation';
import { validateAnswers } from './answers.ts';
import { outcomesOf, stillChanging } from './engine/completeness.ts';
import { bestOf, excludedOf, scoresOf } from './engine/evaluate.ts';
import { flipsOf } from './engine/flips.ts';
import { layersOf, vendorCount } from './engine/layers.ts';
import { mostChanging, mostDecisive } from './engine/next.ts';
import { notesOf } from './engine/notes.ts';
import { settle } from './engine/settle.ts';
import { type State, isOpen, openVariables, stateOf } from './engine/variables.ts';
import { type Option, OPTIONS } from './knowledge/options.ts';
import type { Candidate } from './candidate.ts';
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
export function decide(input: unknown, { scaffold = () => null }: Surroundings = {}): Decision {
  const answers = validateAnswers(input);
  const state = stateOf(answers);
  const scores = scoresOf(TABLE, state);
  const excluded = excludedOf(TABLE, state);
  const winner = bestOf(scores, excluded);
  const hosting: Hosting = answers.selfHosting === 'required' ? 'self-hosted' : 'managed';
  const candidate = candidateFor(winner, hosting, state);
  const vendors = vendorCount(candidate.layers);
  const built = scaffold(candidate);
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
    ...openness(answers, state, winner, candidate),
    scaffold: built,
    nearest: built
      ? null
      : nearestBuildable(TABLE, state, scores, excluded, (option) =>
          scaffoldOf(candidateFor(option, hosting, state), scaffold),
        ),
  };
}

function optionAt(index: number): Option {
  const option = OPTIONS[index];
  if (!option) throw new Error(`no option ${index}`);
  return { ...option };
}

const candidateFor = (index: number, hosting: Hosting, state: State): Candidate => ({
  ...optionAt(index),
  hosting,
  layers: layersOf(index, hosting, state),
});

function scaffoldOf(
  candidate: Candidate,
  scaffold: (candidate: Candidate) => Scaffold | null,
): (Candidate & { scaffold: Scaffold }) | null {
  const built = scaffold(candidate);
  return built ? { ...candidate, scaffold: built } : null;
}

/** What open questions, and those answered with "not known", were taken for. */
function assumptions(answers: Answers): Decision['assumed'] {
  return QUESTION_IDS.filter((id) => (answers[id] ?? null) === null).map((question) => {
    const { neutral } = QUESTIONS[question];
    return { question, countsAs: typeof neutral === 'object' && neutral ? [] : neutral };
  });
}

function openness(
  answers: Answers,
  state: State,
  winner: number,
  { hosting, layers, ...option }: Candidate,
): Pick<Decision, 'settled' | 'complete' | 'next'> {
  const list = openVariables(answers);
  const open = new Set(list);
  if (!settle(TABLE, state, list).settled) {
    const next = mostDecisive(TABLE, state, open);
    return {
      settled: false,
      complete: false,
      next: next ?? QUESTION_IDS.find((id) => isOpen(answers, id)) ?? null,
    };
  }
  const outcomes = outcomesOf(winner, option, hosting, vendorCount(layers), WATCH);
  const changing = stillChanging(outcomes, state, open);
  return { settled: true, complete: changing.size === 0, next: mostChanging(changing) ?? null };
}
