import { expect, it, vi } from 'vitest';
import type { Behaviour } from '../contract/behaviour.ts';
import { runSuite } from '../suite/run-suite.ts';
import { ALONE, fakeBehaviour, fakeDriver } from '../testing/fake-driver.ts';
import { proveTogether } from './prove-together.ts';
import type { Prover } from './prove.ts';

const ALL = Array.from({ length: 20 }, (_, index) => fakeBehaviour(`D${index + 1}`));

/** A prover whose defects break what is given for them, and their own behaviour where nothing is. */
function prover(breaks: Readonly<Record<string, readonly string[]>>): Prover {
  return {
    beside: () => ALL,
    holds: () => true,
    hasDefect: () => true,
    fitTogether: (ids) => ids,
    runWithDefects: (ids, behaviours) => {
      const broken = new Set(ids.flatMap((id) => breaks[id] ?? [id]));
      return runSuite({
        stack: 'fake',
        driver: fakeDriver(),
        composition: ALONE,
        folder: '/nowhere',
        behaviours: behaviours.map((each) =>
          broken.has(each.id)
            ? { ...each, run: () => Promise.reject(new Error(`${each.id} is broken`)) }
            : each,
        ),
      });
    },
  };
}

/** What is not proven, with the reason. */
async function unproven(given: Prover, wanted: readonly Behaviour[] = ALL) {
  const proofs = await proveTogether(wanted, given);
  expect([...proofs.keys()]).toEqual(wanted);
  return [...proofs].flatMap(([{ id }, proof]) =>
    proof.kind === 'not proven' ? [`${id}: ${proof.because}`] : [],
  );
}

it('proves all in few runs where each defect breaks its behaviour alone', async () => {
  const given = prover({});
  const run = vi.spyOn(given, 'runWithDefects');
  expect(await unproven(given)).toEqual([]);
  const whole = run.mock.calls.filter(([, behaviours]) => behaviours.length === ALL.length);
  expect(whole).toHaveLength(6);
});

it('finds the defect that breaks another behaviour', async () => {
  expect(await unproven(prover({ D7: ['D7', 'D12'] }))).toEqual([
    'D7: its defect also breaks D12 (D12 is broken)',
  ]);
  expect(await unproven(prover({ D7: ['D7', 'D12'] }), ALL.slice(6, 7))).toHaveLength(1);
});

it('finds what its defect does not break, also where another defect does', async () => {
  expect(await unproven(prover({ D7: [], D8: ['D8', 'D7'] }))).toEqual([
    'D7: it holds although its defect is in',
    'D8: its defect also breaks D7 (D7 is broken)',
  ]);
});

it('does not blame a defect for what several break only together', async () => {
  const given = prover({});
  const together: Prover = {
    ...given,
    runWithDefects: (ids, behaviours) =>
      prover(ids.includes('D1') && ids.includes('D2') ? { D1: ['D1', 'D20'] } : {}).runWithDefects(
        ids,
        behaviours,
      ),
  };
  expect(await unproven(together)).toEqual([]);
});

it('proves alone what does not fit beside others', async () => {
  const given: Prover = { ...prover({ D3: ['D3', 'D4'] }), fitTogether: (ids) => ids.slice(5) };
  expect(await unproven(given)).toEqual(['D3: its defect also breaks D4 (D4 is broken)']);
});
