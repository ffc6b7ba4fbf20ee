import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Counts } from './counts.ts';
import { runProcess } from './run-process.ts';

/** Runs vitest over the projects. A run that ends badly without a failed test counts as a failure. */
export async function runVitest(names: readonly string[]): Promise<Counts> {
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
