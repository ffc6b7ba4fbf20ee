// npm test [-- --only NAME]: everything that proves the repository, and a last line that counts it.
// NAME is one of: check, unit, product, published, smoke.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKS, runChecks } from './checks.ts';
import { runProcess } from './run-process.ts';

const PROJECTS = ['unit', 'product', 'published', 'smoke'];

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const chosen = values.only ?? ['check', ...PROJECTS];
const unknown = chosen.find((name) => name !== 'check' && !PROJECTS.includes(name));
if (unknown !== undefined) {
  console.error(`No suite "${unknown}". Suites: check, ${PROJECTS.join(', ')}.`);
  process.exit(2);
}

interface Counts {
  passed: number;
  failed: number;
  /** Tests that this machine cannot run, such as mounting a small disk; each says why beside it. */
  skipped: number;
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

/** Runs vitest over the projects. A run that ends badly without a failed test counts as a failure. */
async function runVitest(names: readonly string[]): Promise<Counts> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-test-'));
  const report = path.join(folder, 'report.json');
  try {
    const code = await runProcess('vitest', [
      'run',
      ...names.flatMap((name) => ['--project', name]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]);
    if (!fs.existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
    const result = JSON.parse(fs.readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numPendingTests: number;
      success: boolean;
    };
    const { numPassedTests, numFailedTests, numPendingTests } = result;
    // A file that does not load, or an error outside of tests, fails the run without a failed test.
    const broken = code !== 0 || !result.success || numPassedTests === 0;
    return {
      passed: numPassedTests,
      failed: numFailedTests === 0 && broken ? 1 : numFailedTests,
      skipped: numPendingTests,
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
