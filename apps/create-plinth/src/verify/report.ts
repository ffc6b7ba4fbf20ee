import fs from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { toGithub } from '@plinth/conformance/report/github';
import { toJson } from '@plinth/conformance/report/json';
import { toJunit } from '@plinth/conformance/report/junit';
import { resultLines, summaryTable } from '@plinth/conformance/report/terminal';
import { count, type Report, type Result } from '@plinth/conformance/suite/results';
import { PlinthError } from '@plinth/schema/errors';
import { plinthInvocation, quoteFolder } from '../cli/invocation.ts';
import { say, sayJson } from '../ui/output.ts';
import type { VerifyFlags } from './flags.ts';

/** What a run came to, and where a person finds what it left. */
export interface Outcome {
  readonly report: Report;
  /** Name of the project. */
  readonly name: string;
  /** Folder of the copy and its logs; undefined where it was removed. */
  readonly left: string | undefined;
}

/** A line for a behaviour, coloured in a terminal only. */
export function tellResult(result: Result): void {
  const lines = resultLines(result);
  say(process.stdout.isTTY ? lines : stripVTControlCharacters(lines));
}

/**
 * Tells the whole run, and writes the reports that were asked for.
 *
 * @throws PlinthError WRITE_FAILED
 */
export function tellOutcome({ report, name, left }: Outcome, flags: VerifyFlags): void {
  write(flags.jsonFile, toJson(report));
  write(flags.junitFile, toJunit(report));
  if (flags.json) {
    const { failed } = count(report);
    sayJson({ ok: failed === 0, format: 1, name, ...report, count: count(report), left });
    return;
  }
  say(summaryTable(report));
  if (process.env['GITHUB_ACTIONS']) for (const line of toGithub(report)) say(line);
  const failed = report.results.filter(({ verdict }) => verdict.kind === 'failed');
  if (failed.length === 0) {
    say(`\nEvery behaviour that was tried holds in ${name}.`);
  } else {
    const ids = failed.map(({ id }) => id);
    const [what, these] =
      failed.length === 1 ? ['behaviour does', 'this'] : ['behaviours do', 'these'];
    say(`\n${failed.length} ${what} not hold in ${name}: ${ids.join(', ')}`);
    say(`Again, ${these} alone: ${again(flags.directory, ids)}`);
  }
  if (left !== undefined) {
    say(`The copy is ${left}/project; what its processes printed is in ${left}/logs.`);
  }
}

function again(directory: string, ids: readonly string[]): string {
  const here = directory === process.cwd() ? '' : `${quoteFolder(directory)} `;
  return plinthInvocation(`verify ${here}--only ${ids.join(',')}`);
}

function write(file: string | undefined, text: string): void {
  if (file === undefined) return;
  try {
    fs.writeFileSync(file, text);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    throw new PlinthError('WRITE_FAILED', `${file} cannot be written (${code})`, {
      hint: 'Name another file; the run itself is done.',
      cause,
    });
  }
}
