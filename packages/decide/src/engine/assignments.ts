import { VARIABLES } from './variables.ts';

/** Most combinations of values that are enumerated at once; the rules stay far below it (see rules.test.ts). */
export const MOST_COMBINATIONS = 20_000;

/** How many values each variable has. */
export const SIZES: readonly number[] = VARIABLES.map(({ domain }) => domain.length);

/** How many combinations of values variables have. */
export const combinations = (variables: readonly number[]): number =>
  variables.reduce((product, variable) => product * (SIZES[variable] ?? 1), 1);

/**
 * Calls `visit` with each combination of values of the variables written into `state`, counted like an odometer whose first place
 * turns fastest, and its number. Leaves the last one in `state`.
 *
 * @throws Error where there are too many: a mistake in the knowledge base, since rules must join few questions.
 */
export function forEachAssignment(
  variables: readonly number[],
  state: Uint8Array,
  visit: (number: number) => void,
): void {
  const count = combinations(variables);
  if (count > MOST_COMBINATIONS) {
    const names = variables.map((variable) => VARIABLES[variable]?.name).join(', ');
    throw new Error(`rules join too many questions: ${names}`);
  }
  for (const variable of variables) state[variable] = 0;
  for (let number = 0; number < count; number++) {
    visit(number);
    for (const variable of variables) {
      const value = (state[variable] ?? 0) + 1;
      state[variable] = value === SIZES[variable] ? 0 : value;
      if (value !== SIZES[variable]) break;
    }
  }
}
