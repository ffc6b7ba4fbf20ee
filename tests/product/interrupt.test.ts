import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { command } from '../support/command.ts';
import { ROOT } from '../support/repository.ts';
import { readTree, tempFolder } from '../support/temp.ts';

const root = tempFolder();
const ENTRY = path.join(ROOT, 'apps/create-plinth/src/create-plinth.ts');
const FLAGS = [
  '--stack',
  'fastify',
  '--name',
  'x',
  '--yes',
  '--no-install',
  '--package-manager',
  'npm',
];
const TRIES = 60;

/** Files of a project without what differs from run to run. */
function comparable(folder: string): Map<string, unknown> {
  const tree = readTree(folder);
  for (const file of tree.keys())
    if (file === '.env' || file.startsWith('.git/')) tree.delete(file);
  return tree;
}

/** Runs the command and sends it a signal after a delay. Gives its exit code, or what ended it. */
async function interrupted(
  target: string,
  signal: NodeJS.Signals,
  delay: number,
): Promise<number | NodeJS.Signals | null> {
  const child = spawn(process.execPath, [ENTRY, target, ...FLAGS], { cwd: root, stdio: 'ignore' });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('exit', (code, by) => {
      resolve(code ?? by);
    });
  });
  await sleep(delay);
  child.kill(signal);
  return ended;
}

describe('a signal at a random moment', () => {
  it(`leaves nothing or the whole project, in ${TRIES} tries`, { timeout: 180_000 }, async () => {
    const started = performance.now();
    await command('create-plinth', ['whole', ...FLAGS], { cwd: root });
    const duration = performance.now() - started;
    const whole = comparable(path.join(root, 'whole'));
    expect(whole.size).toBeGreaterThan(50);

    const outcomes = { nothing: 0, whole: 0 };
    for (let attempt = 0; attempt < TRIES; attempt++) {
      // Half of the tries are aimed at the second half of the run, in which files are written.
      const delay = (attempt % 2 === 0 ? Math.random() : 0.5 + Math.random() / 2) * duration;
      const inside = attempt % 3 === 0;
      const folder = fs.mkdtempSync(path.join(root, 'try-'));
      const target = path.join(folder, 'new', 'project');
      if (inside) fs.mkdirSync(target, { recursive: true });
      const end = await interrupted(target, 'SIGINT', delay);
      const left = fs.existsSync(target) ? fs.readdirSync(target) : [];
      if (left.length === 0) {
        outcomes.nothing += 1;
        expect(['SIGINT', 130]).toContain(end);
        expect(readTree(folder).size).toBe(0);
        expect(fs.existsSync(path.join(folder, 'new'))).toBe(inside);
      } else {
        outcomes.whole += 1;
        expect([0, 130, 'SIGINT']).toContain(end);
        expect(comparable(target)).toEqual(whole);
        expect(fs.readdirSync(path.join(folder, 'new'))).toEqual(['project']);
      }
      fs.rmSync(folder, { recursive: true, force: true });
    }
    expect(outcomes.nothing).toBeGreaterThan(5);
    expect(outcomes.nothing + outcomes.whole).toBe(TRIES);
  });

  it('that kills leaves what the next run sweeps', { timeout: 120_000 }, async () => {
    for (let attempt = 0; attempt < 12; attempt++) {
      const folder = fs.mkdtempSync(path.join(root, 'kill-'));
      await interrupted(path.join(folder, 'p'), 'SIGKILL', 150 + Math.random() * 250);
      const isWhole = fs.existsSync(path.join(folder, 'p'));
      const run = await command('create-plinth', ['q', ...FLAGS], { cwd: folder });
      expect(run.code).toBe(0);
      expect(fs.readdirSync(folder).sort()).toEqual(isWhole ? ['p', 'q'] : ['q']);
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
});
