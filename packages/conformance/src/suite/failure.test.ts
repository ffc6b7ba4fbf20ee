import { describe, expect, it } from 'vitest';
import { Unmet } from './check.ts';
import { failure, referToEarlier } from './failure.ts';
import type { Result, Verdict } from './results.ts';

const result = (id: string, verdict: Verdict): Result => ({
  id,
  title: id,
  group: 'D',
  seconds: 0,
  verdict,
});

describe('the verdict on an error', () => {
  it('is what was expected and found, where a check did not hold', () => {
    expect(failure(new Unmet('the list', '2', '3'))).toMatchObject({
      message: 'the list: expected 2, found 3',
      details: '',
    });
  });

  it('tells what broke once, with its causes and where it was thrown', () => {
    const broken = new Error('fetch failed\nat all', { cause: new Error('ECONNREFUSED') });
    const { message, details } = failure(broken) as { message: string; details: string };
    expect(message).toBe('fetch failed\nat all');
    expect(details).toMatch(/^because: ECONNREFUSED\nat .*failure\.test\.ts:\d+/);
    expect(details).not.toContain('fetch failed');
    expect(failure('text')).toMatchObject({ message: 'text' });
  });

  it('cuts long output in its middle', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const { message } = failure(new Error(lines.join('\n'))) as { message: string };
    expect(message.split('\n')).toHaveLength(31);
    expect(message).toMatch(/^line 0\n[\s\S]*\n… 70 more lines …\nline 90\n[\s\S]*line 99$/);
  });
});

describe('a failure that an earlier behaviour had too', () => {
  const long = failure(new Error('It does not start:\nno port'));

  it('refers to it', () => {
    const { verdict } = referToEarlier(result('D2', long), [result('D1', long)]);
    expect(verdict).toEqual({
      kind: 'failed',
      message: 'It does not start (see D1)',
      details: '',
    });
  });

  it('is told where it is another one, or short', () => {
    const short = failure(new Error('no port'));
    const first = result('D1', failure(new Error('It does not start:\nno disk')));
    expect(referToEarlier(result('D2', long), [first])).toEqual(result('D2', long));
    expect(referToEarlier(result('D2', short), [result('D1', short)])).toEqual(result('D2', short));
  });
});
