import { type Answers, QUESTION_IDS, QUESTIONS } from '@plinth/schema/decision/questions';
import fc from 'fast-check';

/** Any answers: open, not known, or a value; lists in any order and with repeats. */
export const anyAnswers: fc.Arbitrary<Answers> = fc.record(
  Object.fromEntries(
    QUESTION_IDS.map((id) => {
      const { kind, values } = QUESTIONS[id];
      const value = fc.constantFrom<string | null>(...values);
      const known = kind === 'one' ? value : fc.array(value, { maxLength: values.length + 1 });
      return [
        id,
        fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: fc.constant(null) }),
      ];
    }),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Answers>;

/** How many random cases a law is tried with. */
export const CASES = { numRuns: 10_000 };
