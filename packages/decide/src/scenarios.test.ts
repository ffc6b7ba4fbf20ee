import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { SCENARIOS, SITUATIONS } from './testing/documented.ts';
import { misses } from './testing/scenario.ts';

describe('a situation of the documents', () => {
  it.each(SCENARIOS)('$id: $why', ({ answers, expect: expectation }) => {
    expect(misses(decide(answers), expectation)).toEqual([]);
  });
});

describe('a further situation, read from the same documents', () => {
  it.each(SITUATIONS)('$id: $why', ({ answers, expect: expectation }) => {
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
