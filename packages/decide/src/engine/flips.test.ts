import { QUESTION_IDS, QUESTIONS } from '@plinth/schema/decision/questions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../decide.ts';
import { optionId } from '../knowledge/options.ts';
import { evaluate, optionAt, recommend } from '../recommend.ts';
import { TABLE } from '../table.ts';
import { anyAnswers, CASES } from '../testing/arbitrary.ts';
import { flipsOfQuestion } from './flips.ts';

/** All lists over some values: written another way than the engine does it. */
const lists = (values: readonly string[]): string[][] =>
  values.reduce<string[][]>((all, value) => [...all, ...all.map((list) => [...list, value])], [[]]);

const key = (value: unknown): string =>
  [value]
    .flat()
    .map(String)
    .sort((a, b) => a.localeCompare(b))
    .join(',');

describe('flips', () => {
  it('are exactly the answers that change the recommendation, each with what it leads to', () => {
    fc.assert(
      fc.property(anyAnswers, fc.constantFrom(...QUESTION_IDS), (answers, question) => {
        const { state, winner } = evaluate(answers);
        const found = flipsOfQuestion(TABLE, state, winner, question).map(
          ({ value, to }) => `${key(value)} → ${optionId(optionAt(to))}`,
        );
        const before = optionId(optionAt(winner));
        const { kind, values } = QUESTIONS[question];
        const all: readonly (string | string[])[] = kind === 'many' ? lists(values) : values;
        const expected = all.flatMap((value) => {
          const after = optionId(optionAt(evaluate({ ...answers, [question]: value }).winner));
          return after === before ? [] : [`${key(value)} → ${after}`];
        });
        return JSON.stringify(found.sort()) === JSON.stringify(expected.sort());
      }),
      CASES,
    );
  });

  it('of a decision are those of every question, and give what they promise', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { flips } = decide(answers);
        const { state, winner } = evaluate(answers);
        expect(flips).toHaveLength(
          QUESTION_IDS.flatMap((id) => flipsOfQuestion(TABLE, state, winner, id)).length,
        );
        for (const { change, to } of flips) {
          expect(recommend({ ...answers, ...change })).toMatchObject(to);
        }
      }),
      { numRuns: 100 },
    );
  });
});
