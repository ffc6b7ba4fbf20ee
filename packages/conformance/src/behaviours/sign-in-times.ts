import type { RunningSystem } from '../contract/behaviour.ts';
import type { Check } from '../suite/check.ts';
import { newAccount, newCredentials } from './people.ts';
import { medianMilliseconds, withinNoise } from './timing.ts';

/** How often times are compared, so that other work on the machine is not taken for a difference. */
const COMPARISONS = 4;

/** Sign-ins of each kind in one comparison: fewer than the wrong ones that an account is allowed. */
const ROUNDS = 7;

interface Times {
  readonly wrongMs: number;
  readonly unknownMs: number;
}

/** A wrong password and an unknown e-mail take the same time, within noise, in one of a few comparisons. */
export async function compareSignIns(system: RunningSystem, check: Check): Promise<void> {
  const times: Times[] = [];
  do times.push(await timeSignIns(system, check));
  while (!isAlike(times.at(-1)) && times.length < COMPARISONS);
  check.that(
    isAlike(times.at(-1)),
    'the times of a wrong password and of an unknown e-mail, in milliseconds',
    'a difference within noise',
    times,
  );
}

/**
 * Median times of a sign-in with a wrong password and with an unknown e-mail, taken by turns. Each is looked at: those
 * that a limit refuses all take the same time.
 */
async function timeSignIns(system: RunningSystem, check: Check): Promise<Times> {
  const { operations } = system;
  const known = await newAccount(system, check);
  const unknown = newCredentials();
  const refused = async (email: string, what: string): Promise<void> => {
    const answer = await operations.signIn({ email, password: 'not-this-password-7' });
    check.outcome(answer, 'unauthenticated', `a timed sign-in with ${what}`);
  };
  const [wrongMs = 0, unknownMs = 0] = await medianMilliseconds(ROUNDS, [
    () => refused(known.email, 'a wrong password'),
    () => refused(unknown.email, 'an unknown e-mail'),
  ]);
  return { wrongMs, unknownMs };
}

function isAlike(times: Times | undefined): boolean {
  return times !== undefined && withinNoise(times.wrongMs, times.unknownMs);
}
