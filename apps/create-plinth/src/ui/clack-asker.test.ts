import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { clackAsker } from './clack-asker.ts';

const CHOICES = [
  { value: 'one', label: 'One' },
  { value: 'two', label: 'Two' },
] as const;

function terminal() {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  output.setEncoding('utf8').on('data', (chunk: string) => (shown += chunk));
  const type = async (keys: string): Promise<void> => {
    await sleep(20);
    input.write(keys);
  };
  return { input, type, asker: clackAsker({ input, output }), shown: () => shown };
}

const INTERRUPTED = { code: 'INTERRUPTED', exitCode: 130 };

describe('the asker', () => {
  it('asks one question after the other', async () => {
    const { asker, type } = terminal();
    const first = asker.select('Which?', CHOICES);
    await type('\u001b[B\r');
    expect(await first).toBe('two');
    const second = asker.confirm('Sure?', true);
    await type('n');
    expect(await second).toBe(false);
    const third = asker.text({
      message: 'Where?',
      placeholder: './here',
      validate: (answer) => (answer === 'bad' ? 'not \u001b]0;there\u0007' : undefined),
    });
    await type('bad\r');
    await type('\u0015ok\r');
    expect(await third).toBe('ok');
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('takes %s at every kind of question for leaving', async (_, keys) => {
    for (const ask of [
      ({ asker }: ReturnType<typeof terminal>) => asker.select('Which?', CHOICES),
      ({ asker }: ReturnType<typeof terminal>) => asker.confirm('Sure?', true),
      ({ asker }: ReturnType<typeof terminal>) =>
        asker.text({ message: 'Where?', placeholder: 'here', validate: () => undefined }),
    ]) {
      const at = terminal();
      await Promise.all([expect(ask(at)).rejects.toMatchObject(INTERRUPTED), at.type(keys)]);
    }
  });

  it('takes the end of its input for leaving', async () => {
    const { asker, input } = terminal();
    const end = async (): Promise<void> => {
      await sleep(20);
      input.end();
    };
    const answer = asker.select('Which?', CHOICES);
    await Promise.all([expect(answer).rejects.toMatchObject(INTERRUPTED), end()]);
  });

  it('shows nothing of a template that steers the terminal', async () => {
    const { asker, type, shown } = terminal();
    const label = 'One\u001b]0;title\u0007\n\u202eeno';
    const answer = asker.select('Which\u009b2J?', [{ value: 'one', label, hint: label }]);
    await type('\r');
    await answer;
    for (const unsafe of ['\u001b]', '\u0007', '\u009b', '\u202e']) {
      expect(shown()).not.toContain(unsafe);
    }
  });
});
