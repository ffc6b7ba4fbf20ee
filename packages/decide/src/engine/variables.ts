import {
  type Answers,
  QUESTION_IDS,
  type QuestionId,
  QUESTIONS,
} from '@plinth/schema/decision/questions';

/** What a rule can look at: the answer of a question, or whether a list has a value. */
export interface Variable {
  /** `appType`, `clients.web` */
  readonly name: string;
  readonly question: QuestionId;
  /** The value of the list that this flag is about; undefined for a question with one answer. */
  readonly flag: string | undefined;
  /** Values by index; `null` is "not known", and only there where the question has no neutral value. */
  readonly domain: readonly (string | null | boolean)[];
  /** The index that an unanswered question counts as. */
  readonly neutral: number;
}

function variablesOf(question: QuestionId): Variable[] {
  const { kind, neutral, values } = QUESTIONS[question];
  if (kind === 'many') {
    return values.map((flag) => ({
      name: `${question}.${flag}`,
      question,
      flag,
      domain: [false, true],
      neutral: 0,
    }));
  }
  const domain: (string | null)[] = neutral === null ? [null, ...values] : [...values];
  return [{ name: question, question, flag: undefined, domain, neutral: domain.indexOf(neutral) }];
}

/** All variables, in the order of the questionnaire. */
export const VARIABLES: readonly Variable[] = QUESTION_IDS.flatMap(variablesOf);

/** The indexes of the variables of each question. */
export const VARIABLES_OF: Readonly<Record<QuestionId, readonly number[]>> = Object.fromEntries(
  QUESTION_IDS.map((id) => [
    id,
    VARIABLES.flatMap(({ question }, index) => (question === id ? [index] : [])),
  ]),
) as Record<QuestionId, number[]>;

/** One index into its domain for each variable. */
export type State = Uint8Array;

/** What the answers say, with the neutral value where they say nothing. */
export function stateOf(answers: Answers): State {
  return Uint8Array.from(VARIABLES, ({ question, flag, domain, neutral }) => {
    const answer = answers[question];
    if (answer === undefined || answer === null) return neutral;
    if (flag !== undefined) return (answer as readonly string[]).includes(flag) ? 1 : 0;
    return domain.indexOf(answer as string);
  });
}

/** Whether a question may still be answered; one that was answered `null` may not. */
export const isOpen = (answers: Answers, question: QuestionId): boolean =>
  answers[question] === undefined;

/** The indexes of the variables of all open questions. */
export const openVariables = (answers: Answers): readonly number[] =>
  VARIABLES.flatMap(({ question }, index) => (isOpen(answers, question) ? [index] : []));

/** The answers that a state stands for, for the given questions. */
export function answersOf(state: State, questions: readonly QuestionId[]): Answers {
  return Object.fromEntries(questions.map((question) => [question, answerOf(state, question)]));
}

function answerOf(state: State, question: QuestionId): string | null | string[] {
  const variables = VARIABLES_OF[question];
  if (QUESTIONS[question].kind === 'many') {
    return variables.flatMap((index) => (state[index] === 1 ? [VARIABLES[index]?.flag ?? ''] : []));
  }
  const index = variables[0] ?? 0;
  return (VARIABLES[index]?.domain[state[index] ?? 0] ?? null) as string | null;
}
