import type { Prompt } from '@plinth/decide/interview';
import { WORDINGS } from '@plinth/decide/knowledge/questions';
import { type Answers, type QuestionId, QUESTIONS } from '@plinth/schema/decision/questions';
import type { InterviewChoice, InterviewGroup, InterviewPrompt, Reply } from '../create/asker.ts';

const TOGETHER = 'And any of these?';

/** How a prompt may be left; told by where it stands in the interview. */
type Ways = Pick<InterviewPrompt, 'canGoBack' | 'canFinish'>;

/**
 * A prompt of the questionnaire as a person meets it: of its questions, those that are still open.
 *
 * @param before answers that were given here earlier, when the person comes back
 */
export function promptView(
  prompt: Prompt,
  open: readonly QuestionId[],
  before: Answers,
  ways: Ways,
): InterviewPrompt {
  const take = prompt.kind === 'pair' && open.length > 1 ? 'each' : takeOf(prompt, open);
  const choices = open.flatMap((id) => choicesOf(prompt, id));
  const [first] = open;
  const alone = open.length === 1 && prompt.questions.length > 1 && first;
  return {
    message: alone ? WORDINGS[alone].ask : prompt.ask,
    why: alone ? WORDINGS[alone].why : prompt.why,
    take,
    groups: groupsOf(prompt, open),
    choices,
    chosen: open
      .flatMap((id) => [before[id] ?? []].flat().map((value) => keyOf(id, value)))
      // What a checklist does not show is chosen by ticking nothing.
      .filter((key) => choices.some(({ value }) => value === key)),
    ...ways,
  };
}

/** Questions with one entry stand together: the entry says what the question would. At the top the message says enough. */
function groupsOf(prompt: Prompt, open: readonly QuestionId[]): InterviewGroup[] {
  const single = open.filter((id) => choicesOf(prompt, id).length === 1);
  return open.map((id) => {
    const together = id === single[0] && id !== open[0] ? TOGETHER : null;
    const title = single.includes(id) ? together : WORDINGS[id].ask;
    return { id, title: open.length > 1 ? title : null, exclusive: QUESTIONS[id].kind === 'one' };
  });
}

function takeOf({ kind }: Prompt, [first]: readonly QuestionId[]): InterviewPrompt['take'] {
  if (kind === 'checklist') return 'any';
  return first !== undefined && QUESTIONS[first].kind === 'many' ? 'any' : 'one';
}

const keyOf = (id: QuestionId, value: string): string => `${id}=${value}`;

/** A checklist shows what says more than the neutral value; every other prompt shows all values. */
function choicesOf(prompt: Prompt, id: QuestionId): InterviewChoice[] {
  const shown = prompt.items.flatMap(({ answers }) => [answers[id] ?? []].flat() as string[]);
  const texts: Readonly<Record<string, string>> = WORDINGS[id].values;
  return [...new Set(shown)].map((value) => {
    const label = texts[value] ?? value;
    return { value: keyOf(id, value), label, group: id };
  });
}

/**
 * The answers that a reply gives to the open questions of a prompt. What a checklist leaves unticked is
 * answered with its neutral value; what a person is not sure of is `null`: asked, and not known.
 */
export function answersFrom(
  prompt: Prompt,
  open: readonly QuestionId[],
  reply: Extract<Reply, { kind: 'chosen' | 'unknown' }>,
): Answers {
  const entries = open.map((id) => {
    const values = QUESTIONS[id].values.filter((value) => reply.values.includes(keyOf(id, value)));
    return [id, answerOf(prompt, id, values, reply.kind)];
  });
  return Object.fromEntries(entries) as Answers;
}

function answerOf(
  { kind: prompt }: Prompt,
  id: QuestionId,
  values: readonly string[],
  reply: Reply['kind'],
): string | readonly string[] | null {
  const { kind, neutral } = QUESTIONS[id];
  if (values.length === 0 && reply === 'unknown') return null;
  if (kind === 'many') return values;
  return values[0] ?? (prompt === 'checklist' ? neutral : null);
}
