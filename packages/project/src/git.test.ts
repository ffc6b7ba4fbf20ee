import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { applyTree } from './apply/apply.ts';
import { neverInterrupted } from './apply/interrupt.ts';
import { temporaryFolder } from './apply/testing/temporary.ts';
import { treeOf } from './apply/testing/trees.ts';

const TREE = treeOf({ 'a.txt': 'a' });

async function outcome(target: string): Promise<string> {
  const { git } = await applyTree({ target, tree: TREE, git: true, interrupt: neverInterrupted });
  expect(readFileSync(path.join(target, 'a.txt'), 'utf8')).toBe('a');
  return git;
}

function head(target: string): string {
  return readFileSync(path.join(target, '.git/HEAD'), 'utf8').trim();
}

/** A folder with a `git` of our own in it, alone on the search path. */
function fakeGit(script: string): void {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'git'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
  vi.stubEnv('REAL_GIT', real);
  vi.stubEnv('PATH', `${folder}${path.delimiter}/usr/bin${path.delimiter}/bin`);
}

beforeEach(() => {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  return () => {
    vi.unstubAllEnvs();
  };
});

describe.each(['missing', 'present'])('a target that is %s', (state) => {
  const place = (parent: string): string => {
    const target = path.join(parent, 'app');
    if (state === 'present') mkdirSync(target);
    return target;
  };

  it('gets a repository with the branch main', async () => {
    const target = place(temporaryFolder());
    expect(await outcome(target)).toBe('initialised');
    expect(head(target)).toBe('ref: refs/heads/main');
    const { stdout } = spawnSync('git', ['status', '--porcelain'], {
      cwd: target,
      encoding: 'utf8',
    });
    expect(stdout).toBe('?? a.txt\n');
  });

  it('gets none inside a repository', async () => {
    const parent = temporaryFolder();
    spawnSync('git', ['init', '-q'], { cwd: parent });
    mkdirSync(path.join(parent, 'deep'));
    const target = place(path.join(parent, 'deep'));
    expect(await outcome(target)).toBe('inside-repository');
    expect(existsSync(path.join(target, '.git'))).toBe(false);
  });

  it('gets one below a folder .git that is no repository', async () => {
    const parent = temporaryFolder();
    mkdirSync(path.join(parent, '.git'));
    expect(await outcome(place(parent))).toBe('initialised');
  });

  it('is not led astray by variables of a repository elsewhere', async () => {
    const elsewhere = temporaryFolder();
    spawnSync('git', ['init', '-q'], { cwd: elsewhere });
    vi.stubEnv('GIT_DIR', path.join(elsewhere, '.git'));
    vi.stubEnv('GIT_WORK_TREE', elsewhere);
    vi.stubEnv('GIT_INDEX_FILE', path.join(elsewhere, 'index'));
    const target = place(temporaryFolder());
    expect(await outcome(target)).toBe('initialised');
    expect(head(target)).toBe('ref: refs/heads/main');
  });

  it('is made without git, too', async () => {
    vi.stubEnv('PATH', temporaryFolder());
    expect(await outcome(place(temporaryFolder()))).toBe('unavailable');
  });

  it('gets nothing half-made by a git that fails', async () => {
    fakeGit('mkdir -p .git/objects; exit 1');
    const target = place(temporaryFolder());
    expect(await outcome(target)).toBe('unavailable');
    expect(existsSync(path.join(target, '.git'))).toBe(false);
  });

  it('gets its repository from a git that does not know -b', async () => {
    fakeGit('case "$*" in *-b*) echo "unknown switch" >&2; exit 129;; esac; exec "$REAL_GIT" "$@"');
    const target = place(temporaryFolder());
    expect(await outcome(target)).toBe('initialised');
    expect(head(target)).toBe('ref: refs/heads/main');
  });
});

it('a repository of another user around it counts as one', async () => {
  const parent = temporaryFolder();
  mkdirSync(path.join(parent, '.git'));
  fakeGit(`echo "fatal: detected dubious ownership in repository at '${parent}'" >&2; exit 128`);
  expect(await outcome(path.join(parent, 'app'))).toBe('inside-repository');
});

it('a name with what a shell would run is a name', async () => {
  const folder = temporaryFolder();
  const target = path.join(folder, 'a;touch pwned $(touch pwned) `touch pwned`');
  expect(await outcome(target)).toBe('initialised');
  expect(existsSync(path.join(folder, 'pwned'))).toBe(false);
  expect(existsSync(path.join(target, 'pwned'))).toBe(false);
});
