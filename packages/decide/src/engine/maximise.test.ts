import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forEachAssignment, SIZES } from './assignments.ts';
import { holds } from './atoms.ts';
import { maximise, type Term } from './maximise.ts';
import { VARIABLES } from './variables.ts';

const VARIABLE_POOL = [0, 1, 3, 4, 6, 8];

const anyTerm: fc.Arbitrary<Term> = fc.record({
  atoms: fc
    .uniqueArray(
      fc.record({ variable: fc.constantFrom(...VARIABLE_POOL), allowed: fc.nat({ max: 511 }) }),
      { selector: ({ variable }) => variable, minLength: 1, maxLength: 3 },
    )
    .map((atoms) => atoms.map(({ variable, allowed }) => ({ variable, allowed: allowed || 1 }))),
  points: fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(-Infinity)),
});

describe('maximise', () => {
  it('finds what brute force finds, and values that give it', () => {
    fc.assert(
      fc.property(fc.array(anyTerm, { maxLength: 6 }), fc.nat({ max: 99 }), (terms, salt) => {
        const own = (variable: number, value: number): number =>
          ((variable * 7 + value * 13 + salt) % 11) - 5;
        const variables = [
          ...new Set(terms.flatMap(({ atoms }) => atoms.map(({ variable }) => variable))),
        ];
        const worth = (state: Uint8Array): number =>
          variables.reduce((sum, variable) => sum + own(variable, state[variable] ?? 0), 0) +
          terms.reduce((sum, { atoms, points }) => (holds(atoms, state) ? sum + points : sum), 0);
        let best = -Infinity;
        const state = new Uint8Array(VARIABLES.length);
        forEachAssignment(variables, state, () => (best = Math.max(best, worth(state))));
        const found = new Uint8Array(VARIABLES.length);
        expect(maximise(terms, own, found)).toBe(best);
        if (best > -Infinity) expect(worth(found)).toBe(best);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses to enumerate what is too much, and names it', () => {
    const all = SIZES.map((_size, variable) => variable);
    expect(() => forEachAssignment(all, new Uint8Array(all.length), () => undefined)).toThrow(
      /too many questions: appType, clients.web/,
    );
  });
});
