// npm test [-- --only NAME]: everything that proves the repository, and a last line that counts it.
// NAME is one of: check, unit, product, published, smoke.
import { parseArgs } from 'node:util';
import { CHECKS, runChecks } from './checks.ts';
import { runVitest } from './run-vitest.ts';

const PROJECTS = ['unit', 'product', 'published', 'smoke'];

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const chosen = values.only ?? ['check', ...PROJECTS];
const unknown = chosen.find((name) => name !== 'check' && !PROJECTS.includes(name));
if (unknown !== undefined) {
  console.error(`No suite "${unknown}". Suites: check, ${PROJECTS.join(', ')}.`);
  process.exit(2);
}

let passed = 0;
let failed = 0;
let skipped = 0;
if (chosen.includes('check')) {
  const broken = await runChecks();
  failed += broken.length;
  passed += CHECKS.length - broken.length;
}
const projects = PROJECTS.filter((name) => chosen.includes(name));
if (projects.length > 0) {
  const counts = await runVitest(projects);
  passed += counts.passed;
  failed += counts.failed;
  skipped += counts.skipped;
}
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
