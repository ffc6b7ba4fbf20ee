import { PlinthError } from '@plinth/schema/errors';
import {
  type Answers,
  QUESTION_IDS,
  type QuestionId,
  QUESTIONS,
} from '@plinth/schema/decision/questions';
import { nearestOf } from '@plinth/schema/nearest';

/**
 * Answers as they were given, checked and in the order of the questionnaire, lists without repeats.
 *
 * @throws PlinthError ANSWERS_INVALID, one error that names every unknown question, unknown value and wrong type, each with what
 * is nearest to it.
 */
export function validateAnswers(input: unknown): Answers {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw invalid(['answers are an object of question ids and values']);
  }
  const mistakes: string[] = [];
  const given = new Map(Object.entries(input));
  for (const name of given.keys()) {
    if (!Object.hasOwn(QUESTIONS, name)) {
      mistakes.push(
        `no question ${JSON.stringify(name)}, the nearest is "${nearestOf(name, QUESTION_IDS)}"`,
      );
    }
  }
  const answers: [QuestionId, unknown][] = [];
  for (const id of QUESTION_IDS) {
    if (!given.has(id) || given.get(id) === undefined) continue;
    const value: unknown = given.get(id);
    mistakes.push(...mistakesIn(id, value));
    answers.push([id, Array.isArray(value) ? sorted(id, value) : value]);
  }
  if (mistakes.length > 0) throw invalid(mistakes);
  return Object.fromEntries(answers);
}

function mistakesIn(id: QuestionId, value: unknown): string[] {
  if (value === null) return [];
  const { kind, values } = QUESTIONS[id];
  if (kind === 'one' && typeof value !== 'string') {
    return [`${id} takes one value, not ${describe(value)}: ${values.join(', ')}`];
  }
  if (kind === 'many' && !Array.isArray(value)) {
    const example = nearestOf(typeof value === 'string' ? value : '', values);
    return [`${id} takes a list, not ${describe(value)}: for example ["${example}"]`];
  }
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return entries.flatMap((entry) => {
    if (typeof entry !== 'string') return [`${id} takes words, not ${describe(entry)}`];
    if ((values as readonly string[]).includes(entry)) return [];
    return [
      `${id} has no value ${JSON.stringify(entry)}, the nearest is "${nearestOf(entry, values)}"`,
    ];
  });
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object' : `the ${typeof value} ${JSON.stringify(value)}`;
}

const sorted = (id: QuestionId, list: readonly unknown[]): readonly string[] =>
  QUESTIONS[id].values.filter((value) => list.includes(value));

const invalid = (mistakes: readonly string[]): PlinthError =>
  new PlinthError('ANSWERS_INVALID', `The answers are not valid: ${mistakes.join('; ')}.`, {
    hint: 'Correct them; `plinth questions` lists every question and its values.',
  });
