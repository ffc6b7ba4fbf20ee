import { validateAnswers } from '@plinth/decide/answers';
import { promptAlone } from '@plinth/decide/interview';
import { type Answers, QUESTION_IDS, type QuestionId } from '@plinth/schema/decision/questions';
import type { Asker, Choice } from '../create/asker.ts';
import { answerText, topicOf } from '../decide/question-texts.ts';
import { answersFrom, promptView } from './prompt-view.ts';

/** Every question with what was answered to it. */
export function questionChoices(answers: Answers): Choice<QuestionId>[] {
  return QUESTION_IDS.map((id) => {
    const answer = answers[id];
    const hint = answer === undefined ? 'not answered' : answerText(id, answer);
    return { value: id, label: topicOf(id), hint };
  });
}

/** Lets a person pick one question and answer it anew. */
export async function changeAnswer(asker: Asker, answers: Answers): Promise<Answers> {
  const picked = await asker.select('Which answer?', questionChoices(answers));
  return answerAnew(asker, answers, picked);
}

/** @returns the answers with the new one; the same where the person changed their mind */
export async function answerAnew(
  asker: Asker,
  answers: Answers,
  question: QuestionId,
): Promise<Answers> {
  const prompt = promptAlone(question);
  const view = promptView(prompt, [question], answers, { canGoBack: true, canFinish: false });
  const reply = await asker.interview(view);
  if (reply.kind === 'back' || reply.kind === 'finish') return answers;
  return validateAnswers({ ...answers, ...answersFrom(prompt, [question], reply) });
}
