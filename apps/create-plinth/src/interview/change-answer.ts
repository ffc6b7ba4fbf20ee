import { validateAnswers } from '@plinth/decide/answers';
import { promptOf } from '@plinth/decide/interview';
import { type Answers, QUESTION_IDS } from '@plinth/schema/decision/questions';
import type { Asker } from '../create/asker.ts';
import { answerText, topicOf } from '../decide/question-texts.ts';
import { answersFrom, promptView } from './prompt-view.ts';

/**
 * Lets a person pick one question and answer it anew.
 *
 * @returns the answers with the new one; the same where the person changed their mind
 */
export async function changeAnswer(asker: Asker, answers: Answers): Promise<Answers> {
  const picked = await asker.select(
    'Which answer?',
    QUESTION_IDS.map((id) => {
      const answer = answers[id];
      const hint = answer === undefined ? 'not answered' : answerText(id, answer);
      return { value: id, label: topicOf(id), hint };
    }),
  );
  const prompt = promptOf(picked);
  const view = promptView(prompt, [picked], answers, { canGoBack: true, canFinish: false });
  const reply = await asker.interview(view);
  if (reply.kind === 'back' || reply.kind === 'finish') return answers;
  return validateAnswers({ ...answers, ...answersFrom(prompt, [picked], reply) });
}
