import { type Answers, QUESTION_IDS, type QuestionId } from '@plinth/schema/decision/questions';
import { alternatives } from '../engine/flips.ts';
import { answersOf, type State, VARIABLES, VARIABLES_OF } from '../engine/variables.ts';

/** Steps that change the answer of one question, the neutral one among them. */
const MOVES = QUESTION_IDS.flatMap((question) => {
  const variables = VARIABLES_OF[question];
  const neutral = variables.map((variable) => VARIABLES[variable]?.neutral ?? 0);
  const choices = [...alternatives(question).map(({ indexes }) => indexes), neutral];
  return choices.map((indexes) => ({ variables, indexes }));
});

const NEUTRAL = Uint8Array.from(VARIABLES, ({ neutral }) => neutral);

/**
 * Answers under which `isReached` holds, with as few given as the search finds: steepest ascent on `goodness` from nothing
 * known, from the given starts, then every answer that is not needed is taken back. Undefined where the search finds none.
 */
export function reach(
  goodness: (state: State) => number,
  isReached: (state: State) => boolean,
  starts: readonly State[] = [],
): Answers | undefined {
  for (const start of [NEUTRAL, ...starts]) {
    const found = climb(Uint8Array.from(start), goodness, isReached);
    if (found) return given(shrink(found, isReached));
  }
  return undefined;
}

function climb(
  state: State,
  goodness: (state: State) => number,
  isReached: (state: State) => boolean,
): State | undefined {
  let current = state;
  while (!isReached(current)) {
    const best = MOVES.map((move) => moved(current, move)).reduce((a, b) =>
      goodness(b) > goodness(a) ? b : a,
    );
    if (goodness(best) <= goodness(current)) return undefined;
    current = best;
  }
  return current;
}

function moved(
  state: State,
  { variables, indexes }: { variables: readonly number[]; indexes: readonly number[] },
): State {
  const copy = Uint8Array.from(state);
  variables.forEach((variable, place) => (copy[variable] = indexes[place] ?? 0));
  return copy;
}

/** Takes single variables back to their neutral value as long as the goal holds. */
function shrink(state: State, isReached: (state: State) => boolean): State {
  for (let variable = 0; variable < state.length; variable++) {
    if (state[variable] === NEUTRAL[variable]) continue;
    const smaller = Uint8Array.from(state);
    smaller[variable] = NEUTRAL[variable] ?? 0;
    if (isReached(smaller)) return shrink(smaller, isReached);
  }
  return state;
}

function given(state: State): Answers {
  const questions = QUESTION_IDS.filter((question: QuestionId) =>
    VARIABLES_OF[question].some((variable) => state[variable] !== NEUTRAL[variable]),
  );
  return answersOf(state, questions);
}
