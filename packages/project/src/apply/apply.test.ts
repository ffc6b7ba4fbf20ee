import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { FileTree } from '@plinth/schema/file-tree';
import { describe, expect, it } from 'vitest';
import { type Applied, applyTree } from './apply.ts';
import { neverInterrupted } from './interrupt.ts';
import { contentsOf, temporaryFolder } from './testing/temporary.ts';
import { largeTree, treeOf } from './testing/trees.ts';

const SMALL = treeOf({ 'README.md': 'ours', 'src/a/b.ts': 'b', 'run.sh': '#!' }, [
  { path: '.env', parts: ['A=', { random: 32 }, '\nB=', { random: 3 }, '\n'] },
]);

function apply(target: string, tree: FileTree = SMALL): Promise<Applied> {
  return applyTree({ target, tree, git: false, interrupt: neverInterrupted });
}

function modeOf(...parts: string[]): number {
  return statSync(path.join(...parts)).mode & 0o777;
}

describe('a target that does not exist', () => {
  it('gets the whole tree, and nothing else appears', async () => {
    const folder = temporaryFolder();
    const target = path.join(folder, 'app');
    await expect(apply(target)).resolves.toEqual({ path: target, files: 4, kept: [], git: 'off' });
    const { '.env': secret, ...rest } = contentsOf(target);
    expect(rest).toEqual({
      'README.md': 'ours',
      'run.sh': '#!',
      src: null,
      'src/a': null,
      'src/a/b.ts': 'b',
    });
    expect(secret).toMatch(/^A=[\w-]{43}\nB=[\w-]{4}\n$/);
    expect(readdirSync(folder)).toEqual(['app']);
  });

  it('gives secrets to nobody else, and each project its own', async () => {
    const folder = temporaryFolder();
    const before = process.umask(0);
    try {
      await apply(path.join(folder, 'one'));
      await apply(path.join(folder, 'two'));
    } finally {
      process.umask(before);
    }
    expect(modeOf(folder, 'one/.env')).toBe(0o600);
    expect(modeOf(folder, 'one/README.md')).toBe(0o644);
    expect(modeOf(folder, 'one/run.sh')).toBe(0o755);
    expect(modeOf(folder, 'one/src/a')).toBe(0o755);
    expect(modeOf(folder, 'one')).toBe(0o755);
    expect(readFileSync(path.join(folder, 'one/.env'))).not.toEqual(
      readFileSync(path.join(folder, 'two/.env')),
    );
  });

  it('obeys the umask', async () => {
    const folder = temporaryFolder();
    const before = process.umask(0o077);
    try {
      await apply(path.join(folder, 'app'));
    } finally {
      process.umask(before);
    }
    expect(modeOf(folder, 'app')).toBe(0o700);
    expect(modeOf(folder, 'app/run.sh')).toBe(0o700);
    expect(modeOf(folder, 'app/README.md')).toBe(0o600);
  });

  it('may lie below folders that do not exist, or behind a link to a folder', async () => {
    const folder = temporaryFolder();
    await apply(path.join(folder, 'x/y/app'));
    mkdirSync(path.join(folder, 'real'));
    symlinkSync('real', path.join(folder, 'link'));
    const { path: where } = await apply(path.join(folder, 'link/deep/app'));
    expect(where).toBe(path.join(folder, 'real/deep/app'));
    expect(contentsOf(where)).toHaveProperty('README.md');
    expect(readdirSync(path.join(folder, 'x/y'))).toEqual(['app']);
  });

  it('may have a name as long as the system takes', async () => {
    const folder = temporaryFolder();
    await apply(path.join(folder, 'n'.repeat(255)));
    expect(readdirSync(folder)).toEqual(['n'.repeat(255)]);
    await expect(apply(path.join(folder, 'n'.repeat(256)))).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      message: expect.stringContaining('the path is too long'),
    });
  });

  it('is made by one of two runs at a time', async () => {
    const folder = temporaryFolder();
    const target = path.join(folder, 'app');
    const results = await Promise.allSettled([
      apply(target, largeTree(200)),
      apply(target, largeTree(200)),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(readdirSync(folder)).toEqual(['app']);
    expect(Object.keys(contentsOf(target))).toContain('folder-19/sub/file-199.txt');
  });
});

describe('a target that exists', () => {
  it('is filled and stays the same folder', async () => {
    const target = temporaryFolder();
    const { ino } = statSync(target);
    await apply(target);
    expect(statSync(target).ino).toBe(ino);
    expect(readdirSync(target).sort()).toEqual(['.env', 'README.md', 'run.sh', 'src']);
  });

  it('keeps the readme, the licence and the repository that it has', async () => {
    const target = temporaryFolder();
    mkdirSync(path.join(target, '.git'));
    writeFileSync(path.join(target, '.git/HEAD'), 'ref: refs/heads/trunk\n');
    writeFileSync(path.join(target, 'readme.md'), 'theirs');
    writeFileSync(path.join(target, 'LICENSE-MIT'), 'theirs');
    const applied = await applyTree({
      target,
      tree: SMALL,
      git: true,
      interrupt: neverInterrupted,
    });
    expect(applied).toMatchObject({ kept: ['README.md'], files: 3, git: 'inside-repository' });
    expect(contentsOf(target)).toMatchObject({
      'readme.md': 'theirs',
      'LICENSE-MIT': 'theirs',
      'src/a/b.ts': 'b',
    });
    expect(contentsOf(target)).not.toHaveProperty('README.md');
    expect(readFileSync(path.join(target, '.git/HEAD'), 'utf8')).toContain('trunk');
  });

  it('may be a link to an empty folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'real'));
    symlinkSync('real', path.join(folder, 'link'));
    const { path: where } = await apply(path.join(folder, 'link'));
    expect(where).toBe(path.join(folder, 'real'));
    expect(lstatSync(path.join(folder, 'link')).isSymbolicLink()).toBe(true);
    expect(contentsOf(where)).toHaveProperty('src/a/b.ts');
  });

  it.each<[string, (folder: string) => void, RegExp]>([
    [
      'holds something, listed up to five',
      (target) => {
        mkdirSync(path.join(target, 'b'), { recursive: true });
        for (const name of ['a', 'c', 'd', 'e', 'f', 'g'])
          writeFileSync(path.join(target, name), '');
      },
      /it holds a, b\/, c, d, e, and 2 more$/,
    ],
    [
      'holds a folder that is named like a readme',
      (target) => mkdirSync(path.join(target, 'readme-assets'), { recursive: true }),
      /it holds readme-assets\/$/,
    ],
    ['is a file', (target) => writeFileSync(target, 'mine'), /it is not a folder$/],
    [
      'is a link to nothing',
      (target) => symlinkSync('nowhere', target),
      /link that leads nowhere$/,
    ],
    ['is a link to itself', (target) => symlinkSync('app', target), /link that leads nowhere$/],
  ])('is refused if it %s', async (_, prepare, message) => {
    const folder = temporaryFolder();
    const target = path.join(folder, 'app');
    prepare(target);
    const before = contentsOf(folder);
    await expect(apply(target)).rejects.toMatchObject({
      code: 'TARGET_REFUSED',
      exitCode: 3,
      message: expect.stringMatching(message),
    });
    expect(contentsOf(folder)).toEqual(before);
  });

  it('is refused below a file', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'file'), 'mine');
    await expect(apply(path.join(folder, 'file/app'))).rejects.toMatchObject({
      code: 'TARGET_REFUSED',
      message: expect.stringContaining(`${path.join(folder, 'file')} is not a folder`),
    });
  });
});
