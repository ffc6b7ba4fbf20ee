import {
  type Answers,
  QUESTION_IDS,
  type QuestionId,
  QUESTIONS,
} from '@plinth/schema/decision/questions';
import type { Decision } from '@plinth/schema/decision/recommendation';
import { isOpen } from './engine/variables.ts';
import { type Prompt as PromptData, PROMPTS as DATA } from './knowledge/prompts.ts';
import { WORDINGS } from './knowledge/questions.ts';

/** Something to choose or tick in a prompt, and the answers that it stands for. */
export interface PromptItem {
  readonly label: string;
  readonly answers: Answers;
}

/** A prompt in words. `select` and `pair` take one item, `checklist` any number. */
export interface Prompt extends PromptData {
  readonly items: readonly PromptItem[];
}

const labelOf = (question: QuestionId, value: string): string =>
  (WORDINGS[question].values as Readonly<Record<string, string>>)[value] ?? value;

const item = (question: QuestionId, value: string): PromptItem => ({
  label: labelOf(question, value),
  answers: { [question]: QUESTIONS[question].kind === 'many' ? [value] : value },
});

/** The values of a question that a checklist shows: those that say more than its neutral value. */
const telling = (question: QuestionId): readonly string[] =>
  QUESTIONS[question].values.filter(
    (value) => value !== QUESTIONS[question].neutral && value !== 'someday',
  );

function itemsOf({ kind, questions }: PromptData): readonly PromptItem[] {
  const [first, second] = questions;
  if (kind === 'checklist') {
    return questions.flatMap((question) => telling(question).map((value) => item(question, value)));
  }
  if (first === undefined) return [];
  if (second === undefined) return QUESTIONS[first].values.map((value) => item(first, value));
  return QUESTIONS[first].values.flatMap((a) =>
    QUESTIONS[second].values.map((b) => ({
      label: `${labelOf(first, a)} · ${labelOf(second, b)}`,
      answers: { [first]: a, [second]: b },
    })),
  );
}

/** Every prompt, with its items. */
export const PROMPTS: readonly Prompt[] = DATA.map((prompt) => {
  const [question] = prompt.questions;
  const wording = question && WORDINGS[question];
  return {
    ...prompt,
    ask: prompt.ask || (wording?.ask ?? ''),
    why: prompt.why || (wording?.why ?? ''),
    items: itemsOf(prompt),
  };
});

/** The prompt in which a question is asked; `next` of a decision names the question. */
export function promptOf(question: QuestionId): Prompt {
  const prompt = PROMPTS.find(({ questions }) => questions.includes(question));
  if (!prompt) throw new Error(`no prompt asks "${question}"`);
  return prompt;
}

/** A question alone with all of its values, for who answers it anew. */
export function promptAlone(question: QuestionId): Prompt {
  const { ask, why } = WORDINGS[question];
  const items = QUESTIONS[question].values.map((value) => item(question, value));
  return { id: question, kind: 'select', questions: [question], ask, why, items };
}

/**
 * The answers after a prompt: its open questions are closed by the items, in the order of the items; what a checklist leaves
 * unticked, and a question that was skipped (no items), is asked and not known. Answers that were given
 * before stay.
 */
export function answerPrompt(
  answers: Answers,
  prompt: Prompt,
  chosen: readonly PromptItem[],
): Answers {
  const given: Record<string, unknown> = {};
  for (const question of prompt.questions) {
    if (!isOpen(answers, question)) continue;
    const values = chosen.flatMap(({ answers: from }) => {
      const value = from[question];
      return value === undefined || value === null ? [] : [value].flat();
    });
    const { kind, neutral } = QUESTIONS[question];
    const unticked = prompt.kind === 'checklist' ? neutral : null;
    // Of two ticked values of one question the stronger one holds: it stands later in the questionnaire.
    if (kind === 'one') given[question] = values.at(-1) ?? unticked;
    else given[question] = values;
  }
  return { ...answers, ...given };
}

/**
 * How likely one more answer leaves the recommendation as it is: the mean, over the open questions, of the share of their values
 * that change nothing; 1 where nothing is open. A person may stop at GOOD_ENOUGH, and is shown the flips that are left.
 */
export function stability(answers: Answers, { flips }: Pick<Decision, 'flips'>): number {
  const open = QUESTION_IDS.filter((question) => isOpen(answers, question));
  if (open.length === 0) return 1;
  const flipping = new Map<string, number>();
  for (const question of flips.flatMap(({ change }) => Object.keys(change))) {
    flipping.set(question, (flipping.get(question) ?? 0) + 1);
  }
  const shares = open.map((question) => {
    const { kind, values } = QUESTIONS[question];
    const possible = kind === 'one' ? values.length : 2 ** values.length;
    return 1 - (flipping.get(question) ?? 0) / possible;
  });
  return shares.reduce((sum, share) => sum + share, 0) / open.length;
}

/** From here on at most one in twenty single answers changes the recommendation. */
export const GOOD_ENOUGH = 0.95;
