import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewportOf } from './viewport.ts';

const heights = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 30 });
const sum = (list: readonly number[]): number => list.reduce((all, each) => all + each, 0);

describe('what fits of a list', () => {
  it('holds the entry that it is about, and no more lines than there are', () => {
    fc.assert(
      fc.property(heights, fc.nat(), fc.integer({ min: 5, max: 40 }), (list, n, height) => {
        const at = n % list.length;
        const { from, to } = viewportOf(list, at, height);
        expect(from <= at && at < to).toBe(true);
        const marks = Number(from > 0) + Number(to < list.length);
        expect(sum(list.slice(from, to)) + marks).toBeLessThanOrEqual(height);
        // Nothing is left out where all fits, and no room is wasted where it does not.
        if (sum(list) <= height) expect(to - from).toBe(list.length);
        else expect(sum(list.slice(from, to))).toBeGreaterThan(height - 2 - 3);
      }),
    );
  });

  it('keeps the entry in the middle', () => {
    const lines = Array.from({ length: 20 }, () => 1);
    expect(viewportOf(lines, 10, 9)).toEqual({ from: 7, to: 14 });
    expect(viewportOf(lines, 0, 9)).toEqual({ from: 0, to: 7 });
    expect(viewportOf(lines, 19, 9)).toEqual({ from: 13, to: 20 });
  });
});
