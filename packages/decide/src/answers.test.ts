import { PlinthError } from '@plinth/schema/errors';
import { answersSchema } from '@plinth/schema/decision/answers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateAnswers } from './answers.ts';
import { anyAnswers } from './testing/arbitrary.ts';

function mistakes(input: unknown): string {
  try {
    validateAnswers(input);
  } catch (error) {
    if (error instanceof PlinthError && error.code === 'ANSWERS_INVALID') return error.message;
    throw error;
  }
  return 'none';
}

describe('answers', () => {
  it('are put into the order of the questionnaire, without repeats; null stays', () => {
    const answers = validateAnswers({
      realtime: null,
      clients: ['server', 'web', 'server'],
      appType: 'saas',
      asyncWork: [],
    });
    expect(JSON.stringify(answers)).toBe(
      '{"appType":"saas","clients":["web","server"],"asyncWork":[],"realtime":null}',
    );
  });

  it('with several mistakes give one error that names each and what is near', () => {
    const message = mistakes({
      appTyp: 'saas',
      teamSize: 'smal',
      clients: 'mobil',
      payments: true,
      existing: ['postgresql', 4],
      stage: ['mvp'],
    });
    expect(message).toContain('no question "appTyp", the nearest is "appType"');
    expect(message).toContain('teamSize has no value "smal", the nearest is "small"');
    expect(message).toContain(
      'clients takes a list, not the string "mobil": for example ["mobile"]',
    );
    expect(message).toContain('payments takes one value, not the boolean true: no, yes');
    expect(message).toContain('existing has no value "postgresql", the nearest is "postgres"');
    expect(message).toContain('existing takes words, not the number 4');
    expect(message).toContain('stage takes one value, not a list: prototype, mvp');
  });

  it.each([[null], ['saas'], [[]], [undefined], [7]])(
    'that are no object are refused: %j',
    (input) => {
      expect(mistakes(input)).toContain('an object of question ids and values');
    },
  );

  it('that reach for what every object has are refused', () => {
    expect(mistakes(JSON.parse('{"__proto__": "saas", "constructor": "x"}'))).toContain(
      'no question "__proto__"',
    );
  });

  it('are valid here exactly when the published schema takes them', () => {
    const anything = fc.oneof(
      anyAnswers,
      fc.dictionary(fc.constantFrom('appType', 'clients', 'payments', 'nothing'), fc.jsonValue()),
    );
    fc.assert(
      fc.property(anything, (input) => {
        expect(mistakes(input) === 'none').toBe(answersSchema.safeParse(input).success);
      }),
      { numRuns: 1_000 },
    );
  });
});
