import { QUESTION_IDS, type QuestionId, QUESTIONS } from '@plinth/schema/decision/questions';
import { addJoint, addSingle, bestOf, excludedOf, singlesOf } from './evaluate.ts';
import type { Table } from './table.ts';
import { type State, VARIABLES, VARIABLES_OF } from './variables.ts';

/** One answer that, changed or given, changes the recommendation. */
export interface Flip {
  readonly question: QuestionId;
  readonly value: string | readonly string[];
  /** The option that is recommended then. */
  readonly to: number;
}

/** Every value that a question can have, as states; for a question of many, every list. */
export function alternatives(
  question: QuestionId,
): readonly { value: string | readonly string[]; indexes: readonly number[] }[] {
  const variables = VARIABLES_OF[question];
  const { kind, values } = QUESTIONS[question];
  if (kind === 'one') {
    const domain = VARIABLES[variables[0] ?? 0]?.domain ?? [];
    return values.map((value) => ({ value, indexes: [domain.indexOf(value)] }));
  }
  return Array.from({ length: 2 ** values.length }, (_, bits) => ({
    value: values.filter((_value, place) => ((bits >> place) & 1) === 1),
    indexes: values.map((_value, place) => (bits >> place) & 1),
  }));
}

const CHOICES = Object.fromEntries(
  QUESTION_IDS.map((question) => [question, alternatives(question)]),
) as Readonly<Record<QuestionId, ReturnType<typeof alternatives>>>;

/** The answers of one question that change the winner. */
export function flipsOfQuestion(
  table: Table,
  state: State,
  winner: number,
  question: QuestionId,
): Flip[] {
  const variables = VARIABLES_OF[question];
  const others = singlesOf(table, state, variables);
  const changed = Uint8Array.from(state);
  return CHOICES[question].flatMap(({ value, indexes }) => {
    variables.forEach((variable, place) => (changed[variable] = indexes[place] ?? 0));
    const scores = Int32Array.from(others);
    for (const variable of variables) addSingle(table, variable, changed, scores);
    addJoint(table, changed, scores);
    const to = bestOf(scores, excludedOf(table, changed));
    return to === winner ? [] : [{ question, value, to }];
  });
}

/** All single answers that change the winner, in the order of the questionnaire. Complete: it tries every one. */
export const flipsOf = (table: Table, state: State, winner: number): Flip[] =>
  QUESTION_IDS.flatMap((question) => flipsOfQuestion(table, state, winner, question));
