import type { Decision } from '@plinth/schema/decision/recommendation';
import type { Answers } from '@plinth/schema/decision/questions';
import { PlinthError } from '@plinth/schema/errors';
import { validateAnswers } from './answers.ts';
import { bestOf, excludedOf, scoresOf } from './engine/evaluate.ts';
import { flipsOf } from './engine/flips.ts';
import { nearestOf } from '@plinth/schema/nearest';
import { isAhead, largestLead } from './engine/rival.ts';
import { answersOf, isOpen, openVariables, stateOf } from './engine/variables.ts';
import { QUESTION_IDS } from '@plinth/schema/decision/questions';
import { type Option, optionId, OPTIONS, partsOf } from './knowledge/options.ts';
import { exclusionsFor, order, reasonsFor } from './report/explanations.ts';
import { TABLE } from './table.ts';

type Reason = Decision['ranking'][number]['reasons'][number];

/** Why an option is, or is not, the recommended one. */
export interface Explanation {
  readonly option: Option;
  readonly recommended: Option;
  /** Its place in the ranking from 1; null where it is excluded. */
  readonly rank: number | null;
  readonly score: number;
  readonly excludedBy: Decision['excluded'];
  /** The rules that speak for and against it, strongest first. */
  readonly reasons: readonly Reason[];
  /** Where it differs from the recommended one: the weight is its points less those of the recommended. */
  readonly comparedWith: readonly Reason[];
  /** Single answers after which it is recommended. */
  readonly flips: Decision['flips'];
  /** Answers to open questions that put it ahead of the recommended one; null where none can. */
  readonly aheadWith: Answers | null;
}

/** @throws PlinthError USAGE for an id that no option has, naming the nearest. */
export function optionOf(id: string): Option {
  const normal = id
    .trim()
    .toLowerCase()
    .replaceAll(/[\s/]+/g, '+');
  const option = OPTIONS.find((each) => optionId(each) === normal);
  if (option) return { ...option };
  const nearest = nearestOf(normal, OPTIONS.map(optionId));
  throw new PlinthError('USAGE', `There is no option "${id}".`, {
    hint: `The nearest is "${nearest}"; an option is a platform, a framework, or PLATFORM+FRAMEWORK.`,
  });
}

/**
 * @throws PlinthError ANSWERS_INVALID for answers that the questionnaire does not have, USAGE for an unknown option.
 */
export function explain(id: string, input: unknown): Explanation {
  const option = optionOf(id);
  const answers = validateAnswers(input);
  const state = stateOf(answers);
  const scores = scoresOf(TABLE, state);
  const excluded = excludedOf(TABLE, state);
  const winner = bestOf(scores, excluded);
  const index = OPTIONS.findIndex((each) => optionId(each) === optionId(option));
  const ranked = order(scores).filter((each) => excluded[each] !== 1);
  const parts: readonly string[] = partsOf(option);
  const lead =
    index === winner
      ? undefined
      : largestLead(TABLE, state, new Set(openVariables(answers)), winner, index);
  const open = QUESTION_IDS.filter((question) => isOpen(answers, question));
  return {
    option,
    recommended: { ...(OPTIONS[winner] ?? option) },
    rank: excluded[index] === 1 ? null : ranked.indexOf(index) + 1,
    score: scores[index] ?? 0,
    excludedBy: exclusionsFor(TABLE, state).filter((each) => parts.includes(each.id)),
    reasons: reasonsFor(TABLE, state, index),
    comparedWith: differences(reasonsFor(TABLE, state, index), reasonsFor(TABLE, state, winner)),
    flips: flipsOf(TABLE, state, winner)
      .filter(({ to }) => to === index)
      .map(({ question, value }) => ({
        change: { [question]: typeof value === 'string' ? value : [...value] },
        to: { ...option },
      })),
    aheadWith:
      lead && isAhead(lead.points, index, winner)
        ? changesOnly(answersOf(lead.witness, open), answersOf(state, open))
        : null,
  };
}

function differences(own: readonly Reason[], others: readonly Reason[]): readonly Reason[] {
  const all = new Map([...others, ...own].map((reason) => [reason.rule, reason]));
  const weightIn = (reasons: readonly Reason[], rule: string): number =>
    reasons.find((reason) => reason.rule === rule)?.weight ?? 0;
  return [...all.values()]
    .map((reason) => ({
      ...reason,
      weight: weightIn(own, reason.rule) - weightIn(others, reason.rule),
    }))
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

const changesOnly = (to: Answers, from: Answers): Answers =>
  Object.fromEntries(
    QUESTION_IDS.flatMap((id) =>
      JSON.stringify(to[id]) === JSON.stringify(from[id]) ? [] : [[id, to[id]]],
    ),
  );
