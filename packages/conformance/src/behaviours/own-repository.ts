import { execFileSync } from 'node:child_process';
import os from 'node:os';

/**
 * The files that a first commit in a folder would take: git makes a repository there, and lists what its ignore files
 * leave. Of the caller nothing counts: neither a repository that the environment binds git to, as in a hook, nor
 * ignore files of their own.
 */
export function filesToCommit(folder: string): string[] {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^GIT_/i.test(name)),
  );
  const git = (...parameters: string[]): string =>
    execFileSync('git', ['-c', `core.excludesFile=${os.devNull}`, ...parameters], {
      cwd: folder,
      encoding: 'utf8',
      env,
    });
  git('init', '--quiet');
  return git('ls-files', '--cached', '--others', '--exclude-standard', '-z')
    .split('\0')
    .filter((name) => name !== '');
}
