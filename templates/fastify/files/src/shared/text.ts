import { z } from 'zod';

/** Whether Postgres can store the text as it is: no NUL, no half of a surrogate pair. */
function isStorable(value: string): boolean {
  return !value.includes('\0') && value.isWellFormed();
}

/** Text of `min` to `max` characters, counted as Postgres counts them: by code point. */
export function text(min: number, max: number) {
  return z
    .string()
    .min(min)
    .refine((value) => value.length <= max * 2 && codePoints(value) <= max, {
      message: `Too long: at most ${max} characters`,
    })
    .refine(isStorable, { message: 'Contains NUL or broken characters' })
    .meta({ minLength: min, maxLength: max });
}

function codePoints(value: string): number {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}
