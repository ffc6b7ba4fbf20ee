import type { QuestionId } from '@plinth/schema/decision/questions';
import { PROMPTS } from '../knowledge/prompts.ts';
import { bestOf, excludedOf, scoresOf } from './evaluate.ts';
import { rivalsAhead } from './rival.ts';
import type { Table } from './table.ts';
import { type State, VARIABLES } from './variables.ts';

const HOSTING = VARIABLES.findIndex(({ name }) => name === 'selfHosting');

/**
 * The open question that can still change most: over every rival that can still get ahead, how much of its possible
 * gain each question holds, summed over the questions of a prompt, since a person answers those at once.
 */
export function mostDecisive(
  table: Table,
  state: State,
  open: ReadonlySet<number>,
): QuestionId | undefined {
  const scores = scoresOf(table, state);
  const winner = bestOf(scores, excludedOf(table, state));
  const shares = new Map<QuestionId, number>();
  const add = (question: QuestionId, share: number): void => {
    shares.set(question, (shares.get(question) ?? 0) + share);
  };
  for (const { rival, witness, points } of rivalsAhead(table, state, open, winner)) {
    const gains = gainsOf(table, state, open, witness, winner, rival);
    for (const { questions } of PROMPTS) {
      const gain = questions.reduce((sum, question) => sum + (gains.get(question) ?? 0), 0);
      // More than the whole lead is worth no more than the lead.
      const scale = gain > points + 1 ? (points + 1) / gain : 1;
      for (const question of questions) {
        add(question, ((gains.get(question) ?? 0) * scale) / (points + 1));
      }
    }
  }
  for (const [variable, share] of exclusionsOf(table, winner)) {
    const question = VARIABLES[variable]?.question;
    if (question && open.has(variable)) add(question, share);
  }
  if (open.has(HOSTING)) add('selfHosting', 1);
  return pick(shares);
}

/** How much of a rival's possible gain lies in each question, where it lies in any. */
function gainsOf(
  table: Table,
  state: State,
  open: ReadonlySet<number>,
  witness: State,
  winner: number,
  rival: number,
): ReadonlyMap<QuestionId, number> {
  const gains = new Map<QuestionId, number>();
  for (const variable of open) {
    const gain = ownGain(table, variable, state, witness, winner, rival);
    const question = VARIABLES[variable]?.question;
    if (question && gain > 0) gains.set(question, (gains.get(question) ?? 0) + gain);
  }
  return gains;
}

/** What a question moves by itself: its points, and those of the rules that it is a part of. */
function ownGain(
  table: Table,
  variable: number,
  state: State,
  witness: State,
  winner: number,
  rival: number,
): number {
  const difference = (at: State): number => {
    const points = table.single[variable]?.[at[variable] ?? 0];
    return (points?.[rival] ?? 0) - (points?.[winner] ?? 0);
  };
  const joint = table.joint.reduce((sum, { atoms, points }) => {
    const gain = (points[rival] ?? 0) - (points[winner] ?? 0);
    return gain > 0 && atoms.some((atom) => atom.variable === variable)
      ? sum + gain / atoms.length
      : sum;
  }, 0);
  return difference(witness) - difference(state) + joint;
}

/** Variables by which the winner itself can be excluded. */
function exclusionsOf(table: Table, winner: number): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const { atoms, excludes } of table.exclusions) {
    if (excludes[winner] !== 1) continue;
    for (const { variable } of atoms) found.set(variable, 1 / atoms.length);
  }
  return found;
}

function pick(gains: ReadonlyMap<QuestionId, number>): QuestionId | undefined {
  const ofPrompt = (questions: readonly QuestionId[]): number =>
    questions.reduce((sum, question) => sum + (gains.get(question) ?? 0), 0);
  const prompt = best(PROMPTS, ({ questions }) => ofPrompt(questions));
  return prompt && best(prompt.questions, (question) => gains.get(question) ?? 0);
}

/** The first of the items with the highest value above zero. */
export function best<T>(items: readonly T[], valueOf: (item: T) => number): T | undefined {
  let found: T | undefined;
  let highest = 0;
  for (const item of items) {
    const value = valueOf(item);
    if (value > highest) [found, highest] = [item, value];
  }
  return found;
}

/** The open question that still changes most layers and watch-fors, by prompt as above. */
export function mostChanging(changes: ReadonlyMap<number, number>): QuestionId | undefined {
  const gains = new Map<QuestionId, number>();
  for (const [variable, count] of changes) {
    const question = VARIABLES[variable]?.question;
    if (question) gains.set(question, (gains.get(question) ?? 0) + count);
  }
  return pick(gains);
}
