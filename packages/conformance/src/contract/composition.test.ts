import { describe, expect, it } from 'vitest';
import { BEHAVIOURS } from '../behaviours/all.ts';
import { GROUPS, NEEDS } from './behaviour.ts';
import { type Composition, compositionOf, kindOf, whyNot } from './composition.ts';

const numbered = (group: string, last: number): string[] =>
  Array.from({ length: last }, (_, index) => `${group}${index + 1}`);

describe('the behaviours', () => {
  it('are all of the contract, in its order', () => {
    const expected = Object.entries({ S: 7, A: 9, D: 9, F: 5, B: 6, O: 5, X: 4 }).flatMap(
      ([group, last]) => numbered(group, last),
    );
    expect(BEHAVIOURS.map(({ id }) => id)).toEqual(expected);
  });

  it('stand in the group that their name says, and need what is known', () => {
    for (const { id, group, needs } of BEHAVIOURS) {
      expect(id.startsWith(group), id).toBe(true);
      expect(Object.keys(GROUPS)).toContain(group);
      expect(needs.filter((need) => !NEEDS.includes(need))).toEqual([]);
    }
  });
});

describe('what does not apply', () => {
  const missing = (kind: Composition['kind'], lacks: Composition['lacks'] = []): string[] =>
    BEHAVIOURS.filter((each) => whyNot(each, { kind, lacks }) !== undefined).map(({ id }) => id);

  it('is what the table of the contract says', () => {
    expect(missing('service alone')).toEqual(['X3']);
    expect(missing('platform alone')).toEqual(['S3', 'S4', 'S5', 'S7', 'O2', 'O3', 'X2']);
    expect(missing('hybrid')).toEqual([]);
    expect(missing('hybrid', ['silent sign-up'])).toEqual(['A2']);
  });

  it('has a reason', () => {
    for (const each of BEHAVIOURS) {
      const because = whyNot(each, { kind: 'platform alone', lacks: ['silent sign-up'] });
      expect(because === undefined || because.length > 20).toBe(true);
    }
  });

  it('is also what the platform says that it lacks', () => {
    const platform = { id: 'one', lacks: ['silent sign-up' as const] };
    const composition = compositionOf({ platform, service: null }, []);
    expect(missing(composition.kind, composition.lacks)).toContain('A2');
  });

  it('follows from the two templates', () => {
    const platform = { id: 'one' };
    const service = { id: 'other' };
    expect(kindOf({ platform, service: null })).toBe('platform alone');
    expect(kindOf({ platform: null, service })).toBe('service alone');
    expect(kindOf({ platform, service })).toBe('hybrid');
  });
});
