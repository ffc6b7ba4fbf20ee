import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Operations } from '../contract/operations.ts';
import type { Outcome } from '../contract/outcome.ts';
import { createCheck } from '../suite/check.ts';
import { complete } from '../suite/complete.ts';
import { answer, fakeDriver } from '../testing/fake-driver.ts';
import { compareSignIns } from './sign-in-times.ts';

/** Compares on a system that refuses each sign-in so; `knows` is told whether somebody has the address. */
async function compare(refuse: (isKnown: boolean) => Promise<Outcome>): Promise<number> {
  const { operations, host } = (await fakeDriver().start?.({})) ?? {};
  const known = new Set<string>();
  let signIns = 0;
  const refusing: Partial<Operations> = {
    ...operations,
    signUp: async (person) => {
      known.add(person.email);
      return (await operations?.signUp?.(person)) ?? answer('unavailable');
    },
    signIn: async ({ email }) => {
      signIns += 1;
      return answer(await refuse(known.has(email)));
    },
  };
  const system = { operations: complete(refusing), host: complete(host ?? {}) };
  await compareSignIns(system, createCheck());
  return signIns;
}

it('holds where both take the same time, after one comparison', async () => {
  expect(await compare(async () => 'unauthenticated')).toBe(14);
});

it('does not hold where an unknown e-mail is answered sooner, and gives up after a few comparisons', async () => {
  let signIns = 0;
  const early = compare(async (isKnown) => {
    signIns += 1;
    if (isKnown) await sleep(25);
    return 'unauthenticated';
  });
  await expect(early).rejects.toThrow('a difference within noise');
  expect(signIns).toBe(4 * 14);
});

it('does not hold where a limit answers in the place of the sign-in', async () => {
  let signIns = 0;
  const limited = compare(async () => ((signIns += 1) > 9 ? 'rate-limited' : 'unauthenticated'));
  await expect(limited).rejects.toThrow('expected unauthenticated, found rate-limited');
});
