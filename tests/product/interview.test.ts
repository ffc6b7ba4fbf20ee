import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { command } from '../support/command.ts';
import { ROOT } from '../support/repository.ts';
import { tempFolder } from '../support/temp.ts';
import { hasTerminal, openTerminal, type Session } from '../support/terminal.ts';

const ENTER = '\r';
const DOWN = '\u001b[B';
const CTRL_C = '\u0003';
/** What no template can be written for yet, so that the interview offers the nearest. */
const UNBUILT = [
  'domainLogic=complex',
  'teamSize=large',
  'backendExperience=strong',
  'language=python',
].flatMap((answer) => ['--answer', answer]);
const root = tempFolder();
const ENTRY = path.join(ROOT, 'apps/create-plinth/src/create-plinth.ts');
const BARE = ['--no-install', '--no-git', '--package-manager', 'npm', '--set', 'ci=none'];

const start = (...argv: string[]): Session =>
  openTerminal([process.execPath, ENTRY, ...argv], { cwd: root });

/** Types a key, and waits until the terminal has answered to it. */
async function press(session: Session, keys: string): Promise<void> {
  const before = session.output().length;
  session.type(keys);
  for (let waited = 0; waited < 10_000 && session.output().length === before; waited += 20) {
    await sleep(20);
  }
  // The frame may come in several pieces.
  await sleep(60);
}

/** Answers with Enter until a text shows. */
async function enterUntil(session: Session, text: string): Promise<void> {
  for (let keys = 0; keys < 40 && !session.output().includes(text); keys++) {
    await press(session, ENTER);
  }
  await session.until(text);
}

/** Goes down a list to the entry with a text, and takes it. */
async function choose(session: Session, text: string): Promise<void> {
  const isThere = () => new RegExp(`●[^\\n]*${text}`).test(session.output().slice(from));
  let from = session.output().lastIndexOf('What now?');
  for (let keys = 0; keys < 12 && !isThere(); keys++) {
    from = session.output().length;
    await press(session, DOWN);
  }
  await press(session, ENTER);
}

describe.skipIf(!hasTerminal)('the interview in a terminal', () => {
  it('reaches a recommendation, goes back once, and generates a project', async () => {
    const session = start('made', ...BARE, ...UNBUILT);
    await session.until('s not sure');
    await press(session, '?');
    expect(session.output()).toContain('Why we ask:');
    await press(session, DOWN);
    await press(session, ENTER);
    await session.until('b back');
    await press(session, 'b');
    await session.until('← back');
    await enterUntil(session, 'What now?');
    expect(session.output()).toContain('Recommended: ');
    for (const part of ['Why', 'Layer by layer', 'left to you']) {
      expect(session.output()).toContain(part);
    }
    await choose(session, 'instead');
    await enterUntil(session, 'Done.');
    expect(await session.ended).toBe(0);
    const read = (file: string): string => fs.readFileSync(path.join(root, 'made', file), 'utf8');
    const { spec } = JSON.parse(read('.plinth/project.json')) as { spec: { answers: object } };
    expect(Object.keys(spec.answers).length).toBeGreaterThan(5);
    expect(read('docs/adr/0001-backend.md')).toContain('## Context');
  });

  it('explains another option, saves the page, and leaves without a project', async () => {
    const session = start('left', ...BARE, ...UNBUILT);
    await session.until('s not sure');
    await enterUntil(session, 'What now?');
    // There is no template for the recommendation: the first entry tells how to set it up by hand.
    await press(session, ENTER);
    await session.until('By hand: install');
    await choose(session, 'Look at another option');
    await session.until('Which one?');
    await press(session, ENTER);
    await session.until('points behind');
    await choose(session, 'Save all of this');
    await session.until('Where to?');
    await press(session, ENTER);
    await session.until('Written to');
    expect(fs.readFileSync(path.join(root, 'backend-decision.md'), 'utf8')).toMatch(
      /^# Recommended: [\s\S]+## By hand: install/,
    );
    await choose(session, 'Leave without');
    expect(await session.ended).toBe(0);
    expect(fs.existsSync(path.join(root, 'left'))).toBe(false);
  });

  it(
    'left by Ctrl-C at any prompt, leaves nothing and ends with 130',
    { timeout: 180_000 },
    async () => {
      // One session for each number of prompts that are answered first, up to the recommendation.
      for (let answered = 0; answered < 12; answered++) {
        const session = start('interrupted', ...BARE);
        await session.until('s not sure');
        for (let keys = 0; keys < answered; keys++) await press(session, ENTER);
        session.type(CTRL_C);
        expect(await session.ended, `after ${answered} prompts`).toBe(130);
        expect(session.output()).toContain('Nothing was written');
        expect(fs.existsSync(path.join(root, 'interrupted'))).toBe(false);
        if (session.output().includes('What now?')) {
          expect(answered).toBeGreaterThan(5);
          return;
        }
      }
      throw new Error('the interview does not end');
    },
  );
});

describe('without a terminal', () => {
  it.each([[[]], [['--answer', 'teamSize=small']], [['--json']]])(
    'what is missing is named with its flags: %j',
    async (flags) => {
      const run = await command('create-plinth', ['nobody', ...flags], { cwd: root });
      expect(run.code).toBe(2);
      expect(run.stdout + run.stderr).toContain('ANSWER_MISSING');
      for (const flag of ['--stack', '--answers', '--answer', '--yes']) {
        expect(run.stdout + run.stderr).toContain(flag);
      }
      expect(fs.existsSync(path.join(root, 'nobody'))).toBe(false);
    },
  );
});
