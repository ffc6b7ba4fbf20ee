import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { InterviewPrompt } from '../create/asker.ts';
import { clackAsker } from './clack-asker.ts';

const ENTER = '\r';
const DOWN = '\u001b[B';

const PROMPT: InterviewPrompt = {
  message: 'What are you building?',
  why: 'It decides most.',
  take: 'one',
  groups: [{ id: 'kind', title: null, exclusive: false }],
  choices: [
    { value: 'shop', label: 'A shop', group: 'kind' },
    { value: 'tool', label: 'A tool', group: 'kind' },
    { value: 'game', label: 'A game', hint: 'turn by turn', group: 'kind' },
  ],
  chosen: [],
  canGoBack: true,
  canFinish: true,
};

/** Two questions at once. */
const GROUPS: Partial<InterviewPrompt> = {
  groups: [
    { id: 'size', title: 'Size', exclusive: true },
    { id: 'skill', title: 'Skill', exclusive: true },
  ],
  choices: [
    { value: 'small', label: 'Small', group: 'size' },
    { value: 'large', label: 'Large', group: 'size' },
    { value: 'some', label: 'Some', group: 'skill' },
    { value: 'much', label: 'Much', group: 'skill' },
  ],
};
const EACH: Partial<InterviewPrompt> = { ...GROUPS, take: 'each' };
const ANY: Partial<InterviewPrompt> = { ...GROUPS, take: 'any' };

function ask(change: Partial<InterviewPrompt>, keys: readonly string[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  output.setEncoding('utf8').on('data', (chunk: string) => (shown += chunk));
  const reply = clackAsker({ input, output }).interview({ ...PROMPT, ...change });
  const typed = (async () => {
    for (const key of keys) {
      await sleep(15);
      input.write(key);
    }
  })();
  return { reply, typed, shown: () => shown };
}

describe('a prompt of the interview', () => {
  it.each<[string, Partial<InterviewPrompt>, string[], object]>([
    ['the choice', {}, [DOWN, ENTER], { kind: 'chosen', values: ['tool'] }],
    ['what was chosen before', { chosen: ['game'] }, [ENTER], { kind: 'chosen', values: ['game'] }],
    ['not sure', {}, ['s'], { kind: 'unknown', values: [] }],
    ['back', {}, ['b'], { kind: 'back' }],
    ['finish', {}, ['f'], { kind: 'finish' }],
    [
      'no way back at the first',
      { canGoBack: false },
      ['b', ENTER],
      { kind: 'chosen', values: ['shop'] },
    ],
    [
      'no end before its time',
      { canFinish: false },
      ['f', ENTER],
      { kind: 'chosen', values: ['shop'] },
    ],
    ['nothing ticked', { take: 'any' }, [ENTER], { kind: 'chosen', values: [] }],
    [
      'what is ticked',
      { take: 'any', chosen: ['game'] },
      [' ', ENTER],
      { kind: 'chosen', values: ['game', 'shop'] },
    ],
    ['back from a checklist', { take: 'any' }, [' ', 'b'], { kind: 'back' }],
    [
      'one of each group by enter',
      EACH,
      [DOWN, ENTER, ENTER],
      { kind: 'chosen', values: ['large', 'some'] },
    ],
    [
      'one of each group by space',
      EACH,
      [' ', DOWN, ' ', ENTER, DOWN, ENTER],
      { kind: 'chosen', values: ['large', 'much'] },
    ],
    [
      'one group, not sure of the other',
      EACH,
      [ENTER, 's'],
      { kind: 'unknown', values: ['small'] },
    ],
    [
      'one entry of an exclusive group',
      ANY,
      [' ', DOWN, ' ', DOWN, ' ', ENTER],
      { kind: 'chosen', values: ['large', 'some'] },
    ],
    ['an entry that is ticked off again', ANY, [' ', ' ', ENTER], { kind: 'chosen', values: [] }],
  ])('takes %s', async (_, change, keys, expected) => {
    const { reply, typed } = ask(change, keys);
    const [answer] = await Promise.all([reply, typed]);
    expect(answer).toEqual(expected);
  });

  it('says why it asks, in place', async () => {
    const { reply, typed, shown } = ask({}, ['?', ENTER]);
    await Promise.all([reply, typed]);
    expect(shown()).toContain('Why we ask: It decides most.');
    const silent = ask({}, [ENTER]);
    await Promise.all([silent.reply, silent.typed]);
    expect(silent.shown()).not.toContain('It decides most.');
  });

  it('names only the keys that do something', async () => {
    const { reply, typed, shown } = ask({ canGoBack: false, canFinish: false }, [ENTER]);
    await Promise.all([reply, typed]);
    expect(shown()).toContain('s not sure');
    expect(shown()).not.toMatch(/b back|f finish/);
  });

  it('shows of a list that is too long what stands around the cursor', async () => {
    const choices = Array.from({ length: 30 }, (_, n) => {
      return { value: String(n), label: `Entry ${n}.`, group: 'kind' };
    });
    const keys = [...Array.from({ length: 25 }, () => DOWN), ENTER];
    const { reply, typed, shown } = ask({ choices }, keys);
    await sleep(10);
    expect(shown()).toContain('Entry 0.');
    expect(shown()).toMatch(/↓ \d+ more/);
    expect(shown()).not.toContain('Entry 25.');
    const [answer] = await Promise.all([reply, typed]);
    expect(answer).toEqual({ kind: 'chosen', values: ['25'] });
    expect(shown()).toMatch(/↑ \d+ more/);
    expect(shown()).toContain('Entry 25.');
  });

  it('is left by Ctrl-C', async () => {
    const { reply, typed } = ask({ take: 'any' }, ['\u0003']);
    await Promise.all([
      expect(reply).rejects.toMatchObject({ code: 'INTERRUPTED', exitCode: 130 }),
      typed,
    ]);
  });
});
