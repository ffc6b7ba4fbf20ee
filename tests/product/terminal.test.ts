import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeProgram } from '../support/fake-program.ts';
import { ROOT } from '../support/repository.ts';
import { tempFolder } from '../support/temp.ts';
import { hasTerminal, openTerminal, type Session } from '../support/terminal.ts';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const ENTER = '\r';
const root = tempFolder();
const ENTRY = path.join(ROOT, 'apps/create-plinth/src/create-plinth.ts');

function start(argv: readonly string[], env: Record<string, string> = {}): Session {
  return openTerminal([process.execPath, ENTRY, ...argv], { cwd: root, env });
}

// What needs no terminal of these is in clack-asker.test.ts and install.test.ts, which run everywhere.
describe.skipIf(!hasTerminal)('in a terminal', () => {
  it.each([
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
  ])('%s at a list ends with 130, and nothing is written', async (_, keys) => {
    const session = start(['at-list']);
    await session.until('s not sure');
    session.type(keys);
    expect(await session.ended).toBe(130);
    expect(session.output()).toContain('Nothing was written');
    // The cursor is shown again.
    expect(session.output().lastIndexOf('\u001b[?25h')).toBeGreaterThan(
      session.output().lastIndexOf('\u001b[?25l'),
    );
    expect(fs.existsSync(path.join(root, 'at-list'))).toBe(false);
  });

  it('Ctrl-D at the second question ends with 130', async () => {
    const session = start([]);
    await session.until('Where shall');
    session.type(`second${ENTER}`);
    await session.until('s not sure');
    session.type(CTRL_D);
    expect(await session.ended).toBe(130);
  });

  it('asks, and writes what was answered', async () => {
    const session = start(['asked', '--stack', 'fastify', '--no-install', '--set', 'ci=none']);
    for (let keys = 0; keys < 40 && !session.output().includes('Done.'); keys++) {
      session.type(ENTER);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    expect(await session.ended).toBe(0);
    expect(fs.existsSync(path.join(root, 'asked/package.json'))).toBe(true);
    expect(fs.existsSync(path.join(root, 'asked/.github'))).toBe(false);
  });

  it('a folder that holds something is refused before a question is asked', async () => {
    fs.mkdirSync(path.join(root, 'full'));
    fs.writeFileSync(path.join(root, 'full/mine.txt'), '');
    const session = start(['full']);
    expect(await session.ended).toBe(3);
    expect(session.output()).not.toContain('A few questions');
  });

  it('Ctrl-C while dependencies are installed ends with 130 and says how to go on', async () => {
    const PATH = fakeProgram(
      path.join(root, 'bin'),
      'npm',
      "console.log('fetching'); setInterval(() => {}, 1000);",
    );
    const flags = ['--stack', 'fastify', '--yes', '--no-git', '--package-manager', 'npm'];
    const session = start(['installing', ...flags], { PATH });
    await session.until('fetching');
    session.type(CTRL_C);
    expect(await session.ended).toBe(130);
    expect(session.output()).toContain('The project is complete');
    expect(session.output()).toContain('cd installing, then npm install');
    expect(fs.existsSync(path.join(root, 'installing/package.json'))).toBe(true);
  });
});
