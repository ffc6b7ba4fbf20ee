import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyTree } from './apply.ts';
import { neverInterrupted } from './interrupt.ts';
import { journalOf, stageIn } from './stage.ts';
import { runChild } from './testing/run-child.ts';
import { contentsOf, temporaryFolder } from './testing/temporary.ts';
import { treeOf } from './testing/trees.ts';

const TREE = treeOf({ 'package.json': '{}', 'src/main.ts': 'main', 'test/main.ts': 'test' });

function apply(target: string): Promise<unknown> {
  return applyTree({ target, tree: TREE, git: false, interrupt: neverInterrupted });
}

/** A process number that no process has: Linux and macOS give none above 2 ** 22. */
const DEAD = 2 ** 22 + 12_345;

/** A stage as a run leaves it that is killed while it writes; `owner` overrides what its mark says. */
function leaveStage(folder: string, name: string, owner: object = {}): string {
  const stage = stageIn(path.join(folder, name));
  mkdirSync(stage.tree, { recursive: true });
  writeFileSync(path.join(stage.tree, 'half.txt'), 'half');
  const inode = lstatSync(stage.folder).ino;
  const mark = { pid: DEAD, started: Date.now() - 60_000, host: hostname(), inode, ...owner };
  writeFileSync(path.join(stage.folder, 'owner.json'), JSON.stringify(mark));
  return stage.folder;
}

const BESIDE = `.app.plinth-${DEAD}-abc12345`;
const INSIDE = `.plinth-stage-${DEAD}-abc12345`;
const HOURS = 3_600_000;

/** What lies beside the project after applying it. */
async function remaining(prepare: (folder: string) => void): Promise<string[]> {
  const folder = temporaryFolder();
  prepare(folder);
  await apply(path.join(folder, 'app'));
  return readdirSync(folder).filter((name) => name !== 'app');
}

describe('stages beside the target', () => {
  it.each<[string, (folder: string) => void]>([
    ['of a dead process', (folder) => leaveStage(folder, BESIDE)],
    ['of another project', (folder) => leaveStage(folder, `.other.plinth-${DEAD}-x`)],
    ['without a mark, killed at once', (folder) => mkdirSync(path.join(folder, BESIDE))],
    [
      'with half a mark',
      (folder) => {
        mkdirSync(path.join(folder, BESIDE));
        writeFileSync(path.join(folder, BESIDE, 'owner.json'), '{"pid":');
      },
    ],
    [
      'of a living process, but older than a day',
      (folder) =>
        leaveStage(folder, `.app.plinth-${process.ppid}-x`, {
          pid: process.ppid,
          started: Date.now() - 25 * HOURS,
        }),
    ],
    [
      'of an earlier process with the number of this one',
      (folder) => leaveStage(folder, `.app.plinth-${process.pid}-x`, { pid: process.pid }),
    ],
    [
      'of another machine, but older than an hour',
      (folder) => leaveStage(folder, BESIDE, { host: 'other', started: Date.now() - 2 * HOURS }),
    ],
  ])('%s: removed', async (_, prepare) => {
    expect(await remaining(prepare)).toEqual([]);
  });

  it.each<[string, (folder: string) => void]>([
    [
      'of a living process',
      (folder) => leaveStage(folder, `.app.plinth-${process.ppid}-x`, { pid: process.ppid }),
    ],
    ['of another machine', (folder) => leaveStage(folder, BESIDE, { host: 'other' })],
    [
      'that came with a copy',
      (folder) => {
        const original = leaveStage(temporaryFolder(), BESIDE);
        cpSync(original, path.join(folder, BESIDE), { recursive: true });
      },
    ],
    [
      'that are a folder of the user',
      (folder) => {
        mkdirSync(path.join(folder, BESIDE));
        writeFileSync(path.join(folder, BESIDE, 'mine.txt'), 'mine');
      },
    ],
    ['that are a file', (folder) => writeFileSync(path.join(folder, BESIDE), 'mine')],
  ])('%s: left', async (_, prepare) => {
    expect(await remaining(prepare)).toHaveLength(1);
  });
});

/** Half of the moves done: `package.json` and `src` are in the target, `test` is in the stage. */
function leaveHalfMoved(target: string, owner: object = {}): string {
  const folder = leaveStage(target, INSIDE, owner);
  const stage = stageIn(folder);
  writeFileSync(path.join(target, 'package.json'), '{"old":1}');
  mkdirSync(path.join(target, 'src/deep'), { recursive: true });
  writeFileSync(path.join(target, 'src/deep/old.ts'), 'old');
  renameSync(path.join(stage.tree, 'half.txt'), path.join(stage.tree, 'test'));
  const moves = ['package.json', 'src', 'test'].map((to) => ({ from: `tree/${to}`, to }));
  writeFileSync(journalOf(stage), JSON.stringify({ moves }));
  return folder;
}

describe('a stage inside the target', () => {
  it('of a dead process is removed, and what it had moved is taken back', async () => {
    const target = temporaryFolder();
    writeFileSync(path.join(target, 'README.md'), 'theirs');
    leaveHalfMoved(target);
    await apply(target);
    expect(contentsOf(target)).toEqual({
      'README.md': 'theirs',
      'package.json': '{}',
      src: null,
      'src/main.ts': 'main',
      test: null,
      'test/main.ts': 'test',
    });
  });

  it('is taken back even where the new run comes to nothing', async () => {
    const target = temporaryFolder();
    leaveHalfMoved(target);
    const stop = { ...neverInterrupted, pause: stopAtSecond() };
    await expect(applyTree({ target, tree: TREE, git: false, interrupt: stop })).rejects.toThrow(
      'stopped',
    );
    expect(readdirSync(target)).toEqual([]);
  });

  it.each<[string, (target: string) => void]>([
    ['an entry was edited', (target) => writeFileSync(path.join(target, 'package.json'), 'mine')],
    ['a file was edited', (target) => writeFileSync(path.join(target, 'src/deep/old.ts'), 'mine')],
    ['a file was added', (target) => writeFileSync(path.join(target, 'src/mine.ts'), 'mine')],
    [
      'an older file was moved in',
      (target) => {
        const old = path.join(temporaryFolder(), 'mine.ts');
        writeFileSync(old, 'mine');
        renameSync(old, path.join(target, 'src/mine.ts'));
      },
    ],
  ])('keeps its hands off where %s since', async (_, edit) => {
    const target = temporaryFolder();
    leaveHalfMoved(target);
    // The clock of a file system may tick only every few milliseconds.
    await new Promise((resolve) => setTimeout(resolve, 30));
    edit(target);
    const before = contentsOf(target);
    await expect(apply(target)).rejects.toMatchObject({
      code: 'TARGET_REFUSED',
      message: expect.stringContaining('was edited since'),
      hint: expect.stringContaining(INSIDE),
    });
    expect(contentsOf(target)).toEqual(before);
  });

  it('whose moves had all happened leaves the project, which is whole', async () => {
    const target = temporaryFolder();
    const folder = leaveHalfMoved(target);
    renameSync(path.join(stageIn(folder).tree, 'test'), path.join(target, 'test'));
    await expect(apply(target)).rejects.toMatchObject({
      code: 'TARGET_REFUSED',
      message: expect.stringContaining('it holds package.json, src/, test'),
    });
    expect(readdirSync(target).sort()).toEqual(['package.json', 'src', 'test']);
  });

  it('that came with a clone moves and removes nothing', async () => {
    const target = temporaryFolder();
    writeFileSync(path.join(target, 'README.md'), 'theirs');
    const folder = leaveStage(target, INSIDE, { inode: 1 });
    const moves = ['README.md', '../victim'].map((to) => ({ from: `tree/${to}`, to }));
    writeFileSync(journalOf(stageIn(folder)), JSON.stringify({ moves }));
    const before = contentsOf(target);
    await expect(apply(target)).rejects.toMatchObject({
      code: 'TARGET_REFUSED',
      message: expect.stringContaining(`it holds ${INSIDE}/`),
    });
    expect(contentsOf(target)).toEqual(before);
  });

  it('with a journal that leads out of the target takes nothing from there', async () => {
    const folder = temporaryFolder();
    const target = path.join(folder, 'app');
    mkdirSync(target);
    writeFileSync(path.join(folder, 'victim'), 'theirs');
    const stage = stageIn(leaveStage(target, INSIDE));
    const moves = ['../victim', '..', 'half.txt'].map((to) => ({ from: `tree/${to}`, to }));
    writeFileSync(journalOf(stage), JSON.stringify({ moves }));
    await apply(target);
    expect(readFileSync(path.join(folder, 'victim'), 'utf8')).toBe('theirs');
    expect(readdirSync(target).sort()).toEqual(['package.json', 'src', 'test']);
  });

  it('of a living process is waited for', async () => {
    const target = temporaryFolder();
    leaveHalfMoved(target, { pid: process.ppid });
    const before = contentsOf(target);
    await expect(apply(target)).rejects.toMatchObject({
      code: 'TARGET_REFUSED',
      message: expect.stringContaining('another run is writing there'),
    });
    expect(contentsOf(target)).toEqual(before);
  });
});

it('two processes into one existing folder: one project, whole', async () => {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const target = temporaryFolder();
    const runs = await Promise.all([
      runChild({ target, count: 100 }),
      runChild({ target, count: 100 }),
    ]);
    const codes = runs.map(({ report }) => report?.code);
    expect(codes.filter((code) => code === 'OK').length).toBeLessThanOrEqual(1);
    for (const code of codes) expect(code).toMatch(/^(OK|TARGET_REFUSED|WRITE_FAILED)$/);
    const entries = readdirSync(target);
    expect(entries).toHaveLength(codes.includes('OK') ? 11 : 0);
  }
});

function stopAtSecond(): () => Promise<void> {
  let pauses = 0;
  return () => {
    pauses += 1;
    return pauses === 2 ? Promise.reject(new Error('stopped')) : Promise.resolve();
  };
}
