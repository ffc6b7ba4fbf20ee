import { expect, it } from 'vitest';
import type { Behaviour } from '../contract/behaviour.ts';
import { runSuite } from '../suite/run-suite.ts';
import { ALONE, fakeBehaviour, fakeDriver } from '../testing/fake-driver.ts';
import { type Prover, proveOne, UnfitDefect } from './prove.ts';

const [D1, D2, D3] = ['D1', 'D2', 'D3'].map((id) => fakeBehaviour(id)) as [
  Behaviour,
  Behaviour,
  Behaviour,
];

/** A prover for whose copies the behaviours fail that are given. */
function prover(breaks: readonly string[], rest: Partial<Prover> = {}): Prover {
  return {
    beside: () => [D1, D2, D3],
    holds: () => true,
    hasDefect: () => true,
    fitTogether: (ids) => ids,
    runWithDefects: (_, behaviours) =>
      runSuite({
        stack: 'fake',
        driver: fakeDriver(),
        composition: ALONE,
        folder: '/nowhere',
        behaviours: behaviours.map((each) =>
          breaks.includes(each.id)
            ? { ...each, run: () => Promise.reject(new Error(`${each.id} is broken`)) }
            : each,
        ),
      }),
    ...rest,
  };
}

it('proves a behaviour that its defect breaks, and no other', async () => {
  expect(await proveOne(D2, prover(['D2']))).toEqual({ kind: 'proven', found: 'D2 is broken' });
});

it('does not prove what holds in spite of its defect', async () => {
  expect(await proveOne(D2, prover([]))).toMatchObject({
    because: 'it holds although its defect is in',
  });
});

it('does not prove by a defect that breaks others too', async () => {
  expect(await proveOne(D2, prover(['D1', 'D2']))).toMatchObject({
    because: 'its defect also breaks D1 (D1 is broken)',
  });
});

it('does not prove what fails anyway, has no defect, or one that does not fit', async () => {
  expect(await proveOne(D2, prover(['D2'], { holds: () => false }))).toMatchObject({
    because: 'it fails without a defect',
  });
  expect(await proveOne(D2, prover([], { hasDefect: () => false }))).toMatchObject({
    because: 'it has no stored defect',
  });
  const unfit = prover([], {
    runWithDefects: () => Promise.reject(new UnfitDefect('does not fit')),
  });
  expect(await proveOne(D2, unfit)).toMatchObject({ because: 'does not fit' });
});

it('ends where the run itself ends', async () => {
  const stopped = prover([], { runWithDefects: () => Promise.reject(new Error('stopped')) });
  await expect(proveOne(D2, stopped)).rejects.toThrow('stopped');
});

it('does not prove while a behaviour was not looked at', async () => {
  const whole = prover(['D2']);
  const short: Prover = {
    ...whole,
    runWithDefects: async (ids, behaviours) => {
      const report = await whole.runWithDefects(ids, behaviours);
      return { ...report, results: report.results.slice(0, 2) };
    },
  };
  expect(await proveOne(D2, short)).toMatchObject({ because: 'not looked at: D3' });
});
