import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyTree } from './apply.ts';
import { neverInterrupted } from './interrupt.ts';
import { systemError, watchDisk } from './testing/faults.ts';
import { runChild } from './testing/run-child.ts';
import { contentsOf, temporaryFolder } from './testing/temporary.ts';
import { largeTree } from './testing/trees.ts';

const TREE = largeTree(12);

/** The error of applying while the disk answers as told, or undefined where it went well. */
async function applyWith(
  target: string,
  answer: (count: number, call: string) => Error | undefined,
): Promise<unknown> {
  const unwatch = watchDisk((count, call) => {
    const error = answer(count, call);
    if (error) throw error;
  });
  try {
    await applyTree({ target, tree: TREE, git: false, interrupt: neverInterrupted });
    return undefined;
  } catch (error) {
    return error;
  } finally {
    unwatch();
  }
}

describe.each(['missing', 'present'])('with a target that is %s', (state) => {
  const prepare = (): { folder: string; target: string } => {
    const folder = temporaryFolder();
    const target = path.join(folder, 'up/app');
    if (state === 'present') {
      mkdirSync(target, { recursive: true });
      writeFileSync(path.join(target, 'LICENSE'), 'theirs');
    }
    return { folder, target };
  };

  it('a full disk at any write leaves everything as it was', async () => {
    let failures = 0;
    const fullDisk = expect.objectContaining({
      code: 'WRITE_FAILED',
      message: expect.stringContaining('the disk is full (ENOSPC)'),
    });
    for (let at = 1; ; at += 1) {
      const { folder, target } = prepare();
      const before = contentsOf(folder);
      let reached = false;
      const error = await applyWith(target, (count, call) => {
        if (count !== at) return undefined;
        reached = true;
        // Removing frees space: what fails is what writes.
        return call.startsWith('rm') ? undefined : systemError('ENOSPC', target);
      });
      if (!reached) break;
      // Where all that failed was the removal of the empty stage, the project is whole.
      const whole = error === undefined;
      if (!whole) failures += 1;
      expect(whole || error).toEqual(whole || fullDisk);
      const after = Object.keys(contentsOf(folder));
      expect(after.filter((name) => name.includes('plinth'))).toEqual([]);
      expect(after.filter((name) => name.endsWith('.txt'))).toHaveLength(whole ? 12 : 0);
      expect(whole || contentsOf(folder)).toEqual(whole || before);
    }
    expect(failures).toBeGreaterThan(20);
  });
});

it.each(['EACCES', 'EROFS', 'EDQUOT', 'ENAMETOOLONG', 'EIO', 'EWHATEVER'])(
  '%s is told in words',
  async (code) => {
    const folder = temporaryFolder();
    const target = path.join(folder, 'app');
    const error = await applyWith(target, (_, call) =>
      call === 'renameSync' ? systemError(code, target) : undefined,
    );
    expect(error).toMatchObject({
      code: 'WRITE_FAILED',
      message: expect.stringMatching(new RegExp(`^Cannot write .*app: [a-z -]+ \\(${code}\\)$`)),
      hint: expect.stringContaining('Nothing was left behind'),
    });
    expect(readdirSync(folder)).toEqual([]);
  },
);

it('a defect stays a defect, and leaves nothing either', async () => {
  const folder = temporaryFolder();
  const error = await applyWith(path.join(folder, 'app'), (_, call) =>
    call === 'renameSync' ? new TypeError('a defect') : undefined,
  );
  expect(error).toBeInstanceOf(TypeError);
  expect(readdirSync(folder)).toEqual([]);
});

it('moves that cannot be taken back at once are taken back by the next run', async () => {
  const target = temporaryFolder();
  let renames = 0;
  const error = await applyWith(target, (_, call) => {
    if (call !== 'renameSync') return undefined;
    renames += 1;
    return renames > 1 ? systemError('EIO', target) : undefined;
  });
  expect(error).toMatchObject({
    code: 'WRITE_FAILED',
    hint: expect.stringContaining('takes back what was moved'),
  });
  expect(readdirSync(target)).toHaveLength(2);
  const { status, report } = await runChild({ target, count: 5 });
  expect({ status, code: report?.code }).toEqual({ status: 3, code: 'TARGET_REFUSED' });
  // The process that left them is alive, as a server is: others wait for it, its own next run does not.
  await applyTree({ target, tree: TREE, git: false, interrupt: neverInterrupted });
  expect(readdirSync(target).sort()).toEqual(['.env', 'folder-0', 'folder-1']);
});

describe.skipIf(process.platform === 'win32')('real limits', () => {
  it('a limit on the size of files', async () => {
    const folder = temporaryFolder();
    const { status, report } = await runChild(
      { target: path.join(folder, 'app'), count: 3, size: 300_000 },
      { wrapper: ['sh', '-c', 'ulimit -f 100 && exec "$@"', 'sh'] },
    );
    expect({ status, code: report?.code }).toEqual({ status: 3, code: 'WRITE_FAILED' });
    expect(report?.message).toContain('EFBIG');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a folder that may not be written to', async () => {
    const folder = temporaryFolder();
    const locked = path.join(folder, 'locked');
    mkdirSync(locked, 0o555);
    // Modes bind everybody but root, who has to become somebody.
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    for (const target of [locked, path.join(locked, 'app'), path.join(locked, 'a/b/app')]) {
      const { status, report } = await runChild({ target, count: 3 }, user);
      expect({ status, code: report?.code }).toEqual({ status: 3, code: 'TARGET_REFUSED' });
      expect(report?.message).toContain('may not be written to');
    }
    chmodSync(locked, 0o755);
    expect(readdirSync(locked)).toEqual([]);
  });

  const [probe = '', ...probeArguments] = mounting('size=64k', '/mnt');
  const canMount = spawnSync(probe, [...probeArguments, 'true']).status === 0;

  it.runIf(canMount)('a disk that is full', async () => {
    const folder = temporaryFolder();
    for (const target of ['app', 'x/y/app']) {
      const { status, report } = await runChild(
        { target: path.join(folder, target), count: 300 },
        { wrapper: mounting('size=64k', folder) },
      );
      expect({ status, code: report?.code }).toEqual({ status: 3, code: 'WRITE_FAILED' });
      expect(report?.message).toContain('the disk is full');
      expect(report?.beside).toEqual([]);
    }
  });

  it.runIf(canMount)('a disk that is read-only', async () => {
    const folder = temporaryFolder();
    const { status, report } = await runChild(
      { target: path.join(folder, 'app'), count: 3 },
      { wrapper: mounting('ro', folder) },
    );
    expect({ status, code: report?.code }).toEqual({ status: 3, code: 'TARGET_REFUSED' });
    expect(report?.message).toContain('read-only file system');
  });
});

/** A mount of its own, seen by the child alone, which goes when the child does. */
function mounting(options: string, folder: string): string[] {
  const script = `mount -t tmpfs -o ${options} none "$0" && exec "$@"`;
  return ['unshare', '--map-root-user', '--mount', 'sh', '-c', script, folder];
}
