import { type Answers, QUESTIONS } from '@plinth/schema/decision/questions';
import type { Decision } from '@plinth/schema/decision/recommendation';
import { decide } from '../decide.ts';
import { GOOD_ENOUGH, type Prompt, promptOf, stability } from '../interview.ts';
import { optionId } from '../knowledge/options.ts';
import { recommend } from '../recommend.ts';

/** How many prompts a person saw before each point, and whether stopping early would have been right. */
export interface Interview {
  readonly goodEnough: number;
  readonly settled: number;
  readonly complete: number;
  /** Whether the recommendation at good enough is the one of all answers. */
  readonly rightEarly: boolean;
}

/** Asks a person as the command does: the prompt of `next`, answered truthfully, until nothing is left. */
export function interview(person: Answers): Interview {
  let answers: Answers = {};
  let prompts = 0;
  let decision = decide(answers);
  let goodEnough: { prompts: number; option: string } | undefined;
  let settled: number | undefined;
  for (;;) {
    if (!goodEnough && (decision.settled || stability(answers, decision) >= GOOD_ENOUGH)) {
      goodEnough = { prompts, option: optionOf(decision) };
    }
    if (settled === undefined && decision.settled) settled = prompts;
    if (decision.next === null) break;
    answers = { ...answers, ...truth(person, promptOf(decision.next as never)) };
    prompts += 1;
    decision = decide(answers);
  }
  return {
    goodEnough: goodEnough?.prompts ?? prompts,
    settled: settled ?? prompts,
    complete: prompts,
    rightEarly: goodEnough?.option === optionId(recommend(person)),
  };
}

const optionOf = ({ recommendation }: Decision): string => optionId(recommendation as never);

/** What a person answers to a prompt; what they have no answer for counts as its neutral value. */
const truth = (person: Answers, { questions }: Prompt): Answers =>
  Object.fromEntries(questions.map((id) => [id, person[id] ?? QUESTIONS[id].neutral]));
