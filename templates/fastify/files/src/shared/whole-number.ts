import { z } from 'zod';

/** A whole number in an address: decimal digits alone, where `Number` would take "0x10" and "1e1" too. */
export function wholeNumber(min: number, max: number) {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value),
    z.int().min(min).max(max),
  );
}
