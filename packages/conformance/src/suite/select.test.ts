import { expect, it } from 'vitest';
import { BEHAVIOURS } from '../behaviours/all.ts';
import { select } from './select.ts';

const ids = (only: string | undefined): string[] => select(BEHAVIOURS, only).map(({ id }) => id);

it('takes groups and single behaviours, in the order of the contract', () => {
  expect(ids('X,d7')).toEqual(['D7', 'X1', 'X2', 'X3', 'X4']);
  expect(ids(undefined)).toHaveLength(BEHAVIOURS.length);
});

it('refuses a name that is neither', () => {
  expect(() => ids('D1,Z9')).toThrow('No behaviour or group Z9');
});
