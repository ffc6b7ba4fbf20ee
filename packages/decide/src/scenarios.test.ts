import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { misses, type Scenario } from './testing/scenario.ts';
import documented from './testing/scenarios.json' with { type: 'json' };
import further from './testing/situations.json' with { type: 'json' };

describe('a situation of the documents', () => {
  it.each(documented as unknown as Scenario[])('$id: $why', ({ answers, expect: expectation }) => {
    expect(misses(decide(answers), expectation)).toEqual([]);
  });
});

describe('a further situation, read from the same documents', () => {
  it.each(further as unknown as Scenario[])('$id: $why', ({ answers, expect: expectation }) => {
    expect(misses(decide(answers), expectation)).toEqual([]);
  });
});

describe('the check of a situation', () => {
  it('finds what is missing, and refuses an expectation that it does not know', () => {
    const decision = decide({ clients: ['mobile'] });
    expect(misses(decision, { platform: ['supabase'] })).toEqual([
      'platform: wanted supabase, found "firebase"',
    ]);
    expect(misses(decision, { watchFor: ['offline-sync'], maxVendors: 0 })).toHaveLength(2);
    expect(misses(decision, { plattform: ['x'] } as object)).toHaveLength(1);
  });
});
