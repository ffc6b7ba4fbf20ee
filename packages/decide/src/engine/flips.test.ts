import { type Answers, QUESTION_IDS, QUESTIONS } from '@plinth/schema/decision/questions';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { optionId } from '../knowledge/options.ts';
import { evaluate, optionAt, recommend } from '../recommend.ts';
import { TABLE } from '../table.ts';
import { anyAnswers } from '../testing/arbitrary.ts';
import { flipsOf } from './flips.ts';

/** All lists over some values: written another way than the engine does it. */
const lists = (values: readonly string[]): string[][] =>
  values.reduce<string[][]>((all, value) => [...all, ...all.map((list) => [...list, value])], [[]]);

const key = (question: string, value: unknown): string =>
  `${question} ${[value]
    .flat()
    .map(String)
    .sort((a, b) => a.localeCompare(b))
    .join(',')}`;

describe('flips', () => {
  it('are exactly the single answers that change the recommendation, each with what it leads to', () => {
    fc.assert(
      fc.property(anyAnswers, (answers: Answers) => {
        const { state, winner } = evaluate(answers);
        const found = flipsOf(TABLE, state, winner).map(
          ({ question, value, to }) => `${key(question, value)} → ${optionId(optionAt(to))}`,
        );
        const before = optionId(recommend(answers));
        const expected = QUESTION_IDS.flatMap((question) => {
          const { kind, values } = QUESTIONS[question];
          const all: readonly (string | string[])[] = kind === 'many' ? lists(values) : values;
          return all.flatMap((value) => {
            const after = optionId(recommend({ ...answers, [question]: value }));
            return after === before ? [] : [`${key(question, value)} → ${after}`];
          });
        });
        return JSON.stringify(found.sort()) === JSON.stringify(expected.sort());
      }),
      { numRuns: 400 },
    );
  });
});
