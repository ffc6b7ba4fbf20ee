import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { misses, type Scenario } from './testing/scenario.ts';
import documented from './testing/scenarios.json' with { type: 'json' };

describe('a situation of the documents', () => {
  it.each(documented as unknown as Scenario[])('$id: $why', ({ answers, expect: expectation }) => {
    expect(misses(decide(answers), expectation)).toEqual([]);
  });
});
