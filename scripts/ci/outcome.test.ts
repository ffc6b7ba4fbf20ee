import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsLine, readCountsLine, sum } from '../counts.ts';
import { judge, outcomeLines, withFailure, withPage } from './outcome.ts';

const anyCounts = fc.record({ passed: fc.nat(), failed: fc.nat(), skipped: fc.nat() });

describe('the line of counts', () => {
  it('is read as it was written, wherever it stands', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        expect(readCountsLine(`9 passed, 9 failed\nx\n${countsLine(counts)}\nafter`)).toEqual(
          counts,
        );
      }),
    );
  });

  it.each(['', 'Tests  7 passed (7)', 'All 7 passed, 0 failed', '7 passed, 0 failed of 9'])(
    'is not %o',
    (output) => {
      expect(readCountsLine(output)).toBeUndefined();
    },
  );

  it('sums up', () => {
    const one = { passed: 1, failed: 0, skipped: 2 };
    expect(countsLine(sum([one, { passed: 5, failed: 3, skipped: 0 }]))).toBe(
      '6 passed, 3 failed, 2 skipped',
    );
    expect(countsLine(sum([]))).toBe('0 passed, 0 failed');
  });
});

describe('a part', () => {
  const ended = { output: 'x\n7 passed, 0 failed\n', end: 0, seconds: 61.4 };

  it('passes with counts and exit code 0', () => {
    expect(judge('npm test', ended)).toEqual({
      name: 'npm test',
      counts: { passed: 7, failed: 0, skipped: 0 },
      seconds: 61.4,
    });
  });

  it.each([
    [{ end: 1 }, 7, 1, 'exit code 1'],
    [{ end: 'ended by SIGKILL' }, 7, 1, 'ended by SIGKILL'],
    [{ output: 'Killed' }, 0, 1, 'it ended without counting anything'],
    [{ output: '0 passed, 0 failed' }, 0, 1, 'it ended without counting anything'],
    [{ output: 'Killed', end: 137 }, 0, 1, 'exit code 137'],
    [{ output: '7 passed, 2 failed', end: 1 }, 7, 2, undefined],
    [{ output: '7 passed, 2 failed', end: 0 }, 7, 2, undefined],
  ])('fails with %o', (change, passed, failed, because) => {
    const outcome = judge('npm test', { ...ended, ...change });
    expect(outcome.counts).toEqual({ passed, failed, skipped: 0 });
    expect(outcome.because).toBe(because);
  });

  it('fails where it writes another page than there was', () => {
    const passed = judge('conformance', ended);
    expect(withPage(passed, 'as it was', 'as it was')).toBe(passed);
    const { counts, because } = withPage(passed, 'D1 fails', 'D1 real');
    expect(counts).toEqual({ passed: 7, failed: 1, skipped: 0 });
    expect(because).toContain('docs/conformance.md');
    const failed = judge('conformance', { ...ended, output: '6 passed, 1 failed', end: 1 });
    expect(withPage(failed, 'D1 real', 'D1 fails')).toBe(failed);
  });

  it('is told with its time, its counts and what else went wrong', () => {
    const failed = withFailure(
      { ...judge('npm test', ended), name: 'b', seconds: 5 },
      'the page differs',
    );
    expect(outcomeLines([judge('npm test', ended), failed])).toBe(
      'npm test   1:01  7 passed, 0 failed\nb          0:05  7 passed, 1 failed: the page differs',
    );
  });
});
