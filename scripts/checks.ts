import { runProcess } from './run-process.ts';

/** The checks of the repository's own code, by name. Each is one line of the count in `npm test`. */
export const CHECKS: readonly (readonly [
  name: string,
  file: string,
  parameters: readonly string[],
])[] = [
  ['format', 'oxfmt', ['--check']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['types', 'turbo', ['run', 'types', '--output-logs=errors-only']],
  ['types of scripts', 'tsc', ['-p', 'scripts']],
];

/** Runs all checks and gives the names of those that failed. */
export async function runChecks(): Promise<string[]> {
  const failed: string[] = [];
  for (const [name, file, parameters] of CHECKS) {
    console.log(`\n— ${name}: ${file} ${parameters.join(' ')}`);
    const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' };
    if ((await runProcess(file, parameters, { env })) !== 0) failed.push(name);
  }
  return failed;
}
