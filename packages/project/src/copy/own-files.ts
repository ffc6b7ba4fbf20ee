import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PlinthError } from '@plinth/schema/errors';
import { unboundEnvironment } from '../git.ts';
import { RECORD_PATH } from '../record/project-record.ts';

/** What never belongs to a project, whatever version control says: packages, local data, settings of one machine. */
const NEVER = /(?:^|\/)(?:\.git|node_modules|\.local|\.env(?!\.example$)(?:\..*)?)(?:\/|$)/;

/**
 * The files of a project that belong to it, as they are now, by path with forward slashes: what git tracks, and what
 * is new and not ignored. Where no repository knows the project, its ignore files alone decide. No secrets, no packages.
 *
 * @throws PlinthError PROGRAM_MISSING where there is no git
 */
export async function ownFiles(directory: string): Promise<string[]> {
  const known = await list(directory, ['--cached', '--others']);
  const files = known?.includes(RECORD_PATH) ? known : await notIgnored(directory);
  return [...new Set(files)].filter((file) => !NEVER.test(file)).sort();
}

/** What the ignore files in a folder leave, by a repository that knows nothing. */
async function notIgnored(directory: string): Promise<string[]> {
  const repository = mkdtempSync(path.join(tmpdir(), 'plinth-files-'));
  try {
    await git(repository, ['init', '--quiet', '--bare']);
    const files = await list(
      directory,
      ['--others'],
      [`--git-dir=${repository}`, `--work-tree=${directory}`],
    );
    if (files) return files;
    throw new PlinthError('TARGET_REFUSED', `git cannot list the files of ${directory}`, {
      hint: 'Look at what "git status" says there.',
    });
  } finally {
    rmSync(repository, { recursive: true, force: true });
  }
}

async function list(
  directory: string,
  which: readonly string[],
  place: readonly string[] = [],
): Promise<string[] | undefined> {
  const output = await git(directory, [...place, 'ls-files', '-z', '--exclude-standard', ...which]);
  return output?.split('\0').filter((file) => file !== '' && !file.endsWith('/'));
}

/** Standard output; undefined where git fails. */
function git(cwd: string, parameters: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: unboundEnvironment(), maxBuffer: 256 * 1024 * 1024 };
    execFile('git', parameters, options, (error, stdout) => {
      if (error?.code === 'ENOENT') {
        reject(
          new PlinthError('PROGRAM_MISSING', 'git was not found', {
            hint: 'Install git: it tells which files belong to the project.',
            cause: error,
          }),
        );
      } else {
        resolve(error ? undefined : stdout);
      }
    });
  });
}
