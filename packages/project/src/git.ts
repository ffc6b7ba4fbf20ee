import { lstatSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Longest time that a call of git may take; the calls here take milliseconds. */
const TIMEOUT_MS = 10_000;

/** Variables that bind git to another repository than the one of the folder it runs in. */
const BINDING = new Set([
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_CONFIG_COUNT',
  'GIT_CONFIG_PARAMETERS',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_NAMESPACE',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
]);

/**
 * Whether a folder lies in a repository. A `.git` above it is looked for first, which saves the usual
 * case a process; what git says of it decides. `unavailable`: there is one, and no git to ask.
 */
export async function repositoryAround(
  folder: string,
): Promise<'inside' | 'outside' | 'unavailable'> {
  if (!gitEntryAbove(folder)) return 'outside';
  const { code, output } = await run(folder, ['rev-parse', '--is-inside-work-tree']);
  if (code === undefined) return 'unavailable';
  // In the .git folder itself git answers "false", and of another user's repository nothing else.
  return code === 0 || /dubious ownership|unsafe repository/.test(output) ? 'inside' : 'outside';
}

/**
 * Makes an empty repository with the branch `main`.
 *
 * @returns false where git is missing or fails; then no `.git` is left
 */
export async function initRepository(folder: string): Promise<boolean> {
  const { code } = await run(folder, ['init', '-q', '-b', 'main']);
  if (code === 0) return true;
  if (code === undefined) return false;
  // Before version 2.28 git does not know -b.
  const initialised =
    (await run(folder, ['init', '-q'])).code === 0 &&
    (await run(folder, ['symbolic-ref', 'HEAD', 'refs/heads/main'])).code === 0;
  if (!initialised) rmSync(path.join(folder, '.git'), { recursive: true, force: true });
  return initialised;
}

function gitEntryAbove(folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    try {
      if (lstatSync(path.join(at, '.git'), { throwIfNoEntry: false })) return true;
    } catch {
      // What may not be looked at is not git's to find either.
    }
    if (path.dirname(at) === at) return false;
  }
}

/** `code` is undefined where git could not be started or was ended. */
async function run(
  folder: string,
  args: readonly string[],
): Promise<{ code: number | undefined; output: string }> {
  const { spawn } = await import('node:child_process');
  return new Promise((resolve) => {
    let output = '';
    const child = spawn('git', args, {
      cwd: folder,
      env: { ...unboundEnvironment(), LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.on('error', () => {
      resolve({ code: undefined, output });
    });
    child.on('close', (code) => {
      resolve({ code: code ?? undefined, output });
    });
  });
}

/** The environment without what binds git to another repository than that of the folder it runs in. */
export function unboundEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !BINDING.has(name.toUpperCase())),
  );
}
