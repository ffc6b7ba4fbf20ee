import fs from 'node:fs';
import path from 'node:path';
import { PlinthError } from '@plinth/schema/errors';
import { parseArguments } from '../cli/arguments.ts';

export interface VerifyFlags {
  /** Absolute. */
  readonly directory: string;
  readonly only: string | undefined;
  /** One JSON object on standard output, and nothing else. */
  readonly json: boolean;
  /** Absolute paths of files for the reports. */
  readonly jsonFile: string | undefined;
  readonly junitFile: string | undefined;
  readonly keep: boolean;
}

const JSON_FILE = '--json=';

/** @throws PlinthError USAGE; TARGET_REFUSED where a report cannot be written later */
export function parseVerifyFlags(argv: readonly string[], cwd: string): VerifyFlags {
  // `--json` with and without a value is more than `node:util` knows.
  const files = argv.filter((argument) => argument.startsWith(JSON_FILE));
  const { values, positionals } = parseArguments(
    argv.filter((argument) => !files.includes(argument)),
    {
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
      junit: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
    { positionals: 1, help: 'plinth verify --help' },
  );
  const [directory = '.'] = positionals;
  if (directory.endsWith('.json')) {
    throw new PlinthError('USAGE', `${directory} is not the folder of a project`, {
      hint: `For a report in a file, write --json=${directory}.`,
    });
  }
  return {
    directory: path.resolve(cwd, directory),
    only: values.only,
    json: values.json,
    jsonFile: reportFile('--json', files.at(-1)?.slice(JSON_FILE.length), cwd),
    junitFile: reportFile('--junit', values.junit, cwd),
    keep: values.keep,
  };
}

/** What is not right with a file for a report is said before the run, not after it. */
function reportFile(flag: string, given: string | undefined, cwd: string): string | undefined {
  if (given === undefined) return undefined;
  if (given === '') {
    throw new PlinthError('USAGE', `${flag} needs a file`, { hint: `Give it as ${flag}=FILE.` });
  }
  const file = path.resolve(cwd, given);
  const isFolder = (at: string): boolean =>
    fs.statSync(at, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isFolder(path.dirname(file)) && !isFolder(file)) return file;
  throw new PlinthError('TARGET_REFUSED', `${flag}: ${given} cannot be written`, {
    hint: 'Name a file in a folder that exists.',
  });
}
