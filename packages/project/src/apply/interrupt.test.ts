import { EventEmitter } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { PlinthError } from '@plinth/schema/errors';
import { describe, expect, it, vi } from 'vitest';
import { applyTree } from './apply.ts';
import { installInterrupt } from './interrupt.ts';
import { watchDisk } from './testing/faults.ts';
import { runChild } from './testing/run-child.ts';
import { contentsOf, temporaryFolder } from './testing/temporary.ts';
import { largeTree } from './testing/trees.ts';

describe('an interrupt', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s carries the exit code %d', (signal, exitCode) => {
    const source = new EventEmitter();
    const interrupt = installInterrupt(source);
    interrupt.check();
    source.emit(signal, signal);
    source.emit('SIGTERM', 'SIGTERM');
    expect(interrupt.signal).toBe(signal);
    expect(() => interrupt.check()).toThrow(PlinthError);
    expect(() => interrupt.check('As it is.')).toThrow(
      expect.objectContaining({ code: 'INTERRUPTED', exitCode, message: 'As it is.' }),
    );
  });

  it('calls back at every signal, until it is told not to', () => {
    const source = new EventEmitter();
    const interrupt = installInterrupt(source);
    const callback = vi.fn<(signal: string, times: number) => void>();
    const forget = interrupt.onInterrupt(callback);
    source.emit('SIGINT', 'SIGINT');
    source.emit('SIGINT', 'SIGINT');
    expect(callback.mock.calls).toEqual([
      ['SIGINT', 1],
      ['SIGINT', 2],
    ]);
    forget();
    source.emit('SIGINT', 'SIGINT');
    expect(callback).toHaveBeenCalledTimes(2);
    const late = vi.fn<(signal: string, times: number) => void>();
    interrupt.onInterrupt(late);
    expect(late.mock.calls).toEqual([['SIGINT', 3]]);
  });

  it('leaves no handler behind', () => {
    const source = new EventEmitter();
    const interrupt = installInterrupt(source);
    expect(source.eventNames()).toHaveLength(3);
    interrupt.dispose();
    interrupt.dispose();
    expect(source.eventNames()).toEqual([]);
  });
});

describe.each(['missing', 'present'])('into a target that is %s', (state) => {
  it('a signal at any write leaves nothing or the whole', async () => {
    const tree = largeTree(70, 10);
    const outcomes = new Set<string>();
    for (let at = 1; ; at += 5) {
      const folder = temporaryFolder();
      const target = path.join(folder, 'up/app');
      if (state === 'present') mkdirSync(target, { recursive: true });
      const before = contentsOf(folder);
      const source = new EventEmitter();
      const interrupt = installInterrupt(source);
      let reached = false;
      // Every later call brings another signal: the clean-up goes on all the same.
      const unwatch = watchDisk((count) => {
        if (count < at) return;
        reached = true;
        source.emit('SIGINT', 'SIGINT');
      });
      const code = await applyTree({ target, tree, git: false, interrupt }).then(
        () => 'OK',
        (error: PlinthError) => `${error.code} ${error.exitCode}`,
      );
      unwatch();
      outcomes.add(code);
      // 'up', 'up/app', 7 folders with one in each, 70 files, the secrets.
      const whole = Array.from({ length: 2 + 14 + 70 + 1 }, () => expect.any(String));
      expect(Object.keys(contentsOf(folder))).toEqual(code === 'OK' ? whole : Object.keys(before));
      if (!reached) break;
    }
    expect([...outcomes].sort()).toEqual(['INTERRUPTED 130', 'OK']);
  });
});

const FILES = 300;

/** Entries of `largeTree(FILES)` at the top. */
const WHOLE = FILES / 10 + 1;

describe.skipIf(process.platform === 'win32')('a real process', () => {
  it('that gets SIGINT after a random delay leaves nothing or the whole', async () => {
    const span = await duration();
    const outcomes = { nothing: 0, whole: 0 };
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const folder = temporaryFolder();
      const target = path.join(folder, 'app');
      const present = attempt % 2 === 1;
      if (present) mkdirSync(target);
      const { status, report } = await runChild(
        { target, count: FILES },
        { onStarted: signalAfter('SIGINT', Math.random() * span * 1.2) },
      );
      // A signal that comes after the end, and after `dispose`, may still end the process.
      const whole = report?.code === 'OK';
      expect(readdirSync(folder)).toEqual(present || whole ? ['app'] : []);
      const entries = present || whole ? readdirSync(target).length : 0;
      expect([report?.code, entries]).toEqual(whole ? ['OK', WHOLE] : ['INTERRUPTED', 0]);
      expect(status === 130).toBe(!whole);
      outcomes[whole ? 'whole' : 'nothing'] += 1;
    }
    expect(outcomes.nothing).toBeGreaterThan(0);
  }, 120_000);

  it('that is killed after a random delay leaves nothing after the next run', async () => {
    const span = await duration();
    let killed = 0;
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const folder = temporaryFolder();
      const target = path.join(folder, 'app');
      const present = attempt % 2 === 1;
      if (present) mkdirSync(target);
      const { signal } = await runChild(
        { target, count: FILES },
        { onStarted: signalAfter('SIGKILL', Math.random() * span * 1.1) },
      );
      if (signal === 'SIGKILL') killed += 1;
      const next = await runChild({ target, count: FILES });
      // The first run may have come to its end; then the second is refused, and the project is whole.
      expect([next.report?.code, next.errors]).toEqual([
        expect.stringMatching(/^(OK|TARGET_REFUSED)$/),
        '',
      ]);
      expect(readdirSync(target)).toHaveLength(WHOLE);
      expect(readdirSync(folder)).toEqual(['app']);
    }
    expect(killed).toBeGreaterThan(0);
  }, 120_000);

  it.each(['missing', 'present'])(
    'that is killed before each single write leaves nothing after the next run (%s)',
    async (state) => {
      let completed = false;
      for (let dieAt = 1; !completed; dieAt += 1) {
        const folder = temporaryFolder();
        const target = path.join(folder, 'app');
        if (state === 'present') mkdirSync(target);
        const { signal } = await runChild({ target, count: 12, dieAt });
        completed = signal === null;
        const next = await runChild({ target, count: 12 });
        expect([dieAt, next.report?.code]).toEqual([
          dieAt,
          expect.stringMatching(/^(OK|TARGET_REFUSED)$/),
        ]);
        expect(readdirSync(target).sort()).toEqual(['.env', 'folder-0', 'folder-1']);
        expect(readdirSync(folder)).toEqual(['app']);
      }
    },
    120_000,
  );
});

function signalAfter(signal: NodeJS.Signals, milliseconds: number): (pid: number) => void {
  return (pid) => {
    setTimeout(() => {
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended.
      }
    }, milliseconds);
  };
}

/** How long a child takes to apply, once started. */
async function duration(): Promise<number> {
  const target = path.join(temporaryFolder(), 'app');
  const { report } = await runChild({ target, count: FILES });
  return report?.milliseconds ?? 0;
}
