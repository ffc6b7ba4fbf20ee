import { type Answers, QUESTION_IDS, type QuestionId } from '@plinth/schema/decision/questions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../decide.ts';
import { evaluate, recommend } from '../recommend.ts';
import { TABLE, WATCH } from '../table.ts';
import { anyAnswers } from '../testing/arbitrary.ts';
import { alternatives } from './flips.ts';
import { vendorCount } from './layers.ts';
import { notesOf } from './notes.ts';
import { settle } from './settle.ts';
import { answersOf, isOpen, openVariables, stateOf, VARIABLES } from './variables.ts';

/** What `settled` promises about: shape, platform, framework and hosting. */
function result(answers: Answers): string {
  const { shape, platform, framework, hosting } = recommend(answers);
  return [shape, platform, framework, hosting].join(' ');
}

/** What `complete` promises about besides: layers and watch-fors. */
function whole(answers: Answers): string {
  const candidate = recommend(answers);
  const { hosting, layers } = candidate;
  const notes = notesOf(WATCH, candidate, hosting, vendorCount(layers), stateOf(answers));
  return JSON.stringify([result(answers), layers, notes.map(({ id }) => id)]);
}

const open = (answers: Answers): readonly QuestionId[] =>
  QUESTION_IDS.filter((id) => isOpen(answers, id));

/** Every joint completion of some questions, `null` among the values. */
function completions(answers: Answers, questions: readonly QuestionId[]): Answers[] {
  return questions.reduce<Answers[]>(
    (all, question) =>
      all.flatMap((each) =>
        [...alternatives(question).map(({ value }) => value), null].map((value) => ({
          ...each,
          [question]: value,
        })),
      ),
    [answers],
  );
}

/** Answers in which only the given questions are open. */
const closedBut = (answers: Answers, questions: readonly QuestionId[]): Answers =>
  Object.fromEntries(
    QUESTION_IDS.filter((id) => !questions.includes(id)).map((id) => [id, answers[id] ?? null]),
  );

const settledOf = (answers: Answers): boolean => {
  const { state } = evaluate(answers);
  return settle(TABLE, state, openVariables(answers)).settled;
};

const SMALL = QUESTION_IDS.filter((id) => id !== 'asyncWork' && id !== 'existing');

describe('settled', () => {
  it('agrees with brute force over every completion of up to three open questions', () => {
    fc.assert(
      fc.property(
        anyAnswers,
        fc.uniqueArray(fc.constantFrom(...SMALL), { minLength: 1, maxLength: 3 }),
        (from, questions) => {
          const answers = closedBut(from, questions);
          const results = completions(answers, questions).map(result);
          return settledOf(answers) === results.every((each) => each === result(answers));
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('says no only where a completion changes the result, which it gives', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { state } = evaluate(answers);
        const settlement = settle(TABLE, state, openVariables(answers));
        if (settlement.settled) return true;
        const completion = answersOf(settlement.witness, open(answers));
        return result({ ...answers, ...completion }) !== result(answers);
      }),
      { numRuns: 10_000 },
    );
  });

  it('says yes only where every single, pairwise and random completion agrees', () => {
    let settled = 0;
    fc.assert(
      fc.property(anyAnswers, anyAnswers, fc.nat(), (first, second, random) => {
        // Most of the questions closed, so that many cases are settled.
        const few = open(first).slice(0, 5);
        const answers = closedBut({ ...second, ...first }, few);
        if (!settledOf(answers)) return true;
        settled += 1;
        const before = result(answers);
        const pairs = few.flatMap((a, place) => few.slice(place + 1).map((b) => [a, b]));
        const tried = [...few.map((question) => [question]), ...pairs].flatMap((questions) =>
          completions(answers, questions),
        );
        const drawn = Array.from({ length: 50 }, (_, draw) =>
          Object.fromEntries(
            few.map((question, place) => {
              const values = [...alternatives(question).map(({ value }) => value), null];
              return [question, values[(random * 31 + draw * 17 + place * 7) % values.length]];
            }),
          ),
        );
        return [...tried, ...drawn].every((each) => result({ ...answers, ...each }) === before);
      }),
      { numRuns: 150 },
    );
    expect(settled).toBeGreaterThan(20);
  });

  it('is never said while hosting is open, and always when nothing is', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { selfHosting: _open, ...others } = answers;
        return !settledOf(others) && settledOf(closedBut(answers, []));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('complete and next', () => {
  it('complete agrees with brute force over every completion of two open questions', () => {
    fc.assert(
      fc.property(
        anyAnswers,
        fc.uniqueArray(fc.constantFrom(...SMALL), { minLength: 1, maxLength: 2 }),
        (from, questions) => {
          const answers = closedBut(from, questions);
          const { complete, settled, next } = decide(answers);
          const before = whole(answers);
          const never = completions(answers, questions).every((each) => whole(each) === before);
          return complete === never && (next === null) === complete && (settled || !complete);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('next is an open question; once settled, one that changes a layer or a watch-for', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { next, settled, complete } = decide(answers);
        if (next === null) return complete;
        if (!open(answers).includes(next as QuestionId)) return false;
        if (!settled) return true;
        const before = whole(answers);
        return (
          completions(answers, [next as QuestionId]).some((each) => whole(each) !== before) ||
          completions(answers, open(answers).slice(0, 3)).some((each) => whole(each) !== before)
        );
      }),
      { numRuns: 400 },
    );
  });

  it('following next ends, and never asks a question twice', () => {
    fc.assert(
      fc.property(anyAnswers, (truth) => {
        let answers: Answers = {};
        for (let asked = 0; asked <= QUESTION_IDS.length; asked++) {
          const { next } = decide(answers);
          if (next === null) return true;
          if (!isOpen(answers, next as QuestionId)) return false;
          answers = { ...answers, [next]: truth[next as QuestionId] ?? null };
        }
        return false;
      }),
      { numRuns: 40 },
    );
  });
});

describe('the variables', () => {
  it('fit into the bits of a condition', () => {
    expect(Math.max(...VARIABLES.map(({ domain }) => domain.length))).toBeLessThan(31);
  });
});
