import type { Answers } from '@plinth/schema/decision/questions';
import type { Asker } from '../create/asker.ts';
import { answerAnew, questionChoices } from '../interview/change-answer.ts';

const DONE = 'done';

/**
 * Asks which answers have changed, one after the other, until the person says that it is all.
 *
 * @throws PlinthError INTERRUPTED when the person leaves
 */
export async function askChanges(asker: Asker, before: Answers): Promise<Answers> {
  asker.tell(
    'These answers led to the stack. Say which are others now, or will be with the next two releases.',
  );
  let answers = before;
  for (;;) {
    const changed = JSON.stringify(answers) !== JSON.stringify(before);
    const picked = await asker.select('What has changed?', [
      { value: DONE, label: changed ? 'That is all: show what it means' : 'Nothing has changed' },
      ...questionChoices(answers),
    ]);
    if (picked === DONE) return answers;
    answers = await answerAnew(asker, answers, picked);
  }
}
