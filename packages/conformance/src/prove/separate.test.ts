import fc from 'fast-check';
import { expect, it } from 'vitest';
import { separate } from './separate.ts';

it('gives for each two a set that holds the one alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), (length) => {
      const all = Array.from({ length }, (_, index) => index);
      const sets = separate(all);
      for (const one of all) {
        const holding = sets.filter((set) => set.includes(one));
        expect(holding.length).toBeGreaterThan(0);
        for (const other of all) {
          if (other !== one) expect(holding.some((set) => !set.includes(other))).toBe(true);
        }
      }
    }),
  );
});

it('takes few sets, each of about a half', () => {
  const sets = separate(Array.from({ length: 44 }, (_, index) => index));
  expect(sets).toHaveLength(8);
  for (const set of sets) expect(set.length).toBeLessThanOrEqual(35);
});
