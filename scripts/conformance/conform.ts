import fs from 'node:fs';
import path from 'node:path';
import { BEHAVIOURS } from '@plinth/conformance/behaviours/all';
import { toGithub } from '@plinth/conformance/report/github';
import { toJson } from '@plinth/conformance/report/json';
import { toJunit } from '@plinth/conformance/report/junit';
import { writePage } from '@plinth/conformance/report/page';
import { resultLines, summaryTable } from '@plinth/conformance/report/terminal';
import { withProject } from '@plinth/conformance/runner/run';
import { makeWorkFolder } from '@plinth/conformance/runner/work-folder';
import { count, type Report } from '@plinth/conformance/suite/results';
import { select } from '@plinth/conformance/suite/select';
import { countsLine } from '../counts.ts';
import { ROOT } from '../playground.ts';
import { runProcess } from '../run-process.ts';
import { leave, loadStack, openProject } from './stack.ts';
import { Stopped, stopAtSignal } from './stop.ts';

export interface ConformOptions {
  readonly stack: string;
  readonly only: string | undefined;
  readonly storage: string | undefined;
  readonly json: string | undefined;
  readonly junit: string | undefined;
  readonly keep: boolean;
}

/** Runs the suite over a new project of a stack; gives the exit code: 0, or 1 where a behaviour fails. */
export async function conform(options: ConformOptions): Promise<number> {
  const behaviours = select(BEHAVIOURS, options.only);
  const stack = await loadStack(options.stack);
  const workFolder = makeWorkFolder('plinth-conformance-');
  let failed = true;
  try {
    const opened = await openProject(stack, workFolder, stopAtSignal());
    const report = await withProject({ ...opened, storage: options.storage }, (run) =>
      run(behaviours, {
        onResult: (result) => {
          console.log(resultLines(result));
        },
      }),
    );
    const { passed, failed: failures } = count(report);
    failed = failures > 0;
    await tell(report, options);
    console.log(`\n${countsLine({ passed, failed: failures, skipped: 0 })}`);
    return failed ? 1 : 0;
  } catch (error) {
    if (error instanceof Stopped) failed = false;
    throw error;
  } finally {
    leave(workFolder, failed || options.keep);
  }
}

async function tell(report: Report, { only, storage, json, junit }: ConformOptions): Promise<void> {
  console.log(summaryTable(report));
  if (process.env['GITHUB_ACTIONS']) for (const line of toGithub(report)) console.log(line);
  if (json !== undefined) fs.writeFileSync(json, toJson(report));
  if (junit !== undefined) fs.writeFileSync(junit, toJunit(report));
  // The page tells of the whole suite on what a project has of its own.
  if (only !== undefined || storage !== undefined || process.env['DATABASE_URL']) return;
  const page = path.join(ROOT, 'docs', 'conformance.md');
  const before = fs.existsSync(page) ? fs.readFileSync(page, 'utf8') : '';
  fs.writeFileSync(page, writePage(before, report));
  await runProcess('oxfmt', [page]);
}
