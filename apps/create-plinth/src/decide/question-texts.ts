import { WORDINGS } from '@plinth/decide/knowledge/questions';
import { QUESTION_TOPICS } from './words.ts';
import type { QuestionId } from '@plinth/schema/decision/questions';

/** What a question is about. */
export const topicOf = (id: string): string =>
  Object.hasOwn(QUESTION_TOPICS, id) ? QUESTION_TOPICS[id as QuestionId] : id;

/** `Size of the team: Two to nine` */
export const answerLine = (id: string, value: string | readonly string[] | null): string =>
  `${topicOf(id)}: ${answerText(id, value)}`;

/** An answer as a person reads it: the texts of its values, joined. */
export function answerText(id: string, value: string | readonly string[] | null): string {
  if (value === null) return 'not known';
  const texts = (WORDINGS[id as QuestionId]?.values ?? {}) as Readonly<Record<string, string>>;
  const values = [value].flat().map((each) => texts[each] ?? each);
  return values.length === 0 ? 'none' : values.join(' · ');
}
