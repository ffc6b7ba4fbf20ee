// npm test [-- --only NAME]: everything that proves the repository, and a last line that counts it.
// NAME is one of: check, unit, product, published, smoke.
import { readArguments, refuse } from './arguments.ts';
import { CHECKS, runChecks } from './checks.ts';
import { type Counts, countsLine, sum } from './counts.ts';
import { runVitest } from './run-vitest.ts';

const PROJECTS = ['unit', 'product', 'published', 'smoke'];

const USAGE = `npm test -- [--only check|${PROJECTS.join('|')}] …`;
const { values } = readArguments(USAGE, { options: { only: { type: 'string', multiple: true } } });
const chosen = values.only ?? ['check', ...PROJECTS];
const unknown = chosen.find((name) => name !== 'check' && !PROJECTS.includes(name));
if (unknown !== undefined) refuse(`No suite "${unknown}"`, USAGE);

const parts: Counts[] = [];
if (chosen.includes('check')) {
  const { length: failed } = await runChecks();
  parts.push({ passed: CHECKS.length - failed, failed, skipped: 0 });
}
const projects = PROJECTS.filter((name) => chosen.includes(name));
if (projects.length > 0) parts.push(await runVitest(projects));
const counts = sum(parts);
console.log(`\n${countsLine(counts)}`);
process.exitCode = counts.failed > 0 ? 1 : 0;
