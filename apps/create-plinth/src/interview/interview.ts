import { validateAnswers } from '@plinth/decide/answers';
import { type Prompt, promptOf } from '@plinth/decide/interview';
import type { Answers, QuestionId } from '@plinth/schema/decision/questions';
import type { Decision } from '@plinth/schema/decision/recommendation';
import type { Asker } from '../create/asker.ts';
import { stackName } from '../decide/names.ts';
import { flipLines } from '../decide/sections.ts';
import { answersFrom, promptView } from './prompt-view.ts';

/** What an interview needs. */
export interface InterviewSources {
  readonly asker: Asker;
  /** Given before; these are not asked again. */
  readonly given: Answers;
  readonly decide: (answers: Answers) => Decision;
}

/** One prompt that was answered. */
interface Step {
  readonly prompt: Prompt;
  /** Answers when the prompt was put. */
  readonly answers: Answers;
  /** What was answered to it. */
  readonly reply: Answers;
}

const FLIPS_TOLD = 4;

/**
 * Asks until the decision is complete, or the person has had enough. The order is that of the decision: what can change most
 * comes first. A person may go back, not be sure, or end early, and is then told what could still change the result.
 *
 * @throws PlinthError INTERRUPTED when the person leaves
 */
export async function interview({ asker, given, decide }: InterviewSources): Promise<Answers> {
  const steps: Step[] = [];
  let answers = given;
  let before: Answers = {};
  let toldSettled = false;
  for (;;) {
    const decision = decide(answers);
    if (decision.settled && !toldSettled && decision.next !== null && steps.length > 0) {
      toldSettled = true;
      if (await hasEnough(asker, decision)) return validateAnswers(answers);
    }
    if (decision.next === null) return validateAnswers(answers);
    const prompt = promptOf(decision.next as QuestionId);
    const open = openOf(prompt, answers);
    const view = promptView(prompt, open, before, {
      canGoBack: steps.length > 0,
      canFinish: steps.length > 0,
    });
    const reply = await asker.interview(view);
    before = {};
    if (reply.kind === 'back') {
      const last = steps.pop();
      if (last) ({ answers, reply: before } = last);
      toldSettled = false;
      continue;
    }
    if (reply.kind === 'finish') {
      if (decision.settled || (await isSure(asker, decision))) return validateAnswers(answers);
      continue;
    }
    const answered = answersFrom(prompt, open, reply);
    steps.push({ prompt, answers, reply: answered });
    answers = { ...answers, ...answered };
  }
}

const openOf = ({ questions }: Prompt, answers: Answers): QuestionId[] =>
  questions.filter((id) => answers[id] === undefined);

/** Nothing can change the stack any more; what is left concerns its layers and what to watch. */
async function hasEnough(asker: Asker, { recommendation }: Decision): Promise<boolean> {
  const choice = await asker.select(
    `That is settled: ${stackName(recommendation)}. No further answer can change it.`,
    [
      { value: 'show', label: 'See the recommendation' },
      {
        value: 'more',
        label: 'Answer a few more',
        hint: 'they change details: layers, and what to watch',
      },
    ],
  );
  return choice === 'show';
}

/** Tells what could still change the result before the person ends the interview. */
async function isSure(
  asker: Asker,
  { recommendation, flips, assumed }: Decision,
): Promise<boolean> {
  const open = new Set(assumed.map(({ question }) => question));
  const lines = flipLines(
    flips.filter(({ change }) => Object.keys(change).some((id) => open.has(id))),
  );
  const more = lines.length - FLIPS_TOLD;
  asker.tell(
    [
      `So far it is ${stackName(recommendation)}. What you have not answered could still change that:`,
      ...lines.slice(0, FLIPS_TOLD).map((line) => `· ${line}`),
      ...(more > 0 ? [`· and ${more} more`] : []),
      ...(lines.length === 0 ? ['· several answers together, no single one'] : []),
    ].join('\n'),
  );
  return asker.confirm('See the recommendation as it stands?', true);
}
