import type { Behaviour } from '../contract/behaviour.ts';
import type { Answer } from '../contract/outcome.ts';
import { mailTo, newAccount, newCredentials, signIn } from './people.ts';
import { refused } from './sessions.ts';

export const SIGN_UP: readonly Behaviour[] = [
  {
    id: 'A1',
    title: 'Sign-up, confirmation, sign-in, session, sign-out; then the old session is nothing',
    group: 'A',
    needs: ['auth'],
    async run({ check, shared }) {
      const system = await shared();
      const { operations } = system;
      const person = newCredentials();
      check.ok(await operations.signUp(person), 'signing up');
      check.outcome(
        await operations.signIn(person),
        ['unauthenticated', 'forbidden'],
        'signing in before the confirmation',
      );
      const mail = await mailTo(system, check, person.email);
      check.ok(await operations.confirm(mail), 'confirming');
      const session = await signIn(system, check, person);
      const other = await signIn(system, check, person);
      const me = check.ok(await operations.whoAmI(session), 'asking who I am');
      check.equal(me.email, person.email, 'the e-mail of the session');
      check.equal(me.role, 'member', 'the role of a new account');
      check.outcome(await operations.whoAmI(null), 'unauthenticated', 'who I am without a session');

      check.ok(await operations.signOut(session), 'signing out');
      await refused(system, check, session, 'the session after its sign-out');
      check.outcome(
        await operations.whoAmI(session),
        'unauthenticated',
        'who I am after the sign-out',
      );
      check.ok(await operations.whoAmI(other), 'another session of the same person');
    },
  },
  {
    id: 'A2',
    title: 'A second sign-up with an e-mail reveals nothing to an outsider and changes nothing',
    group: 'A',
    needs: ['auth', 'silent sign-up'],
    async run({ check, shared }) {
      const system = await shared();
      const { operations } = system;
      const known = await newAccount(system, check);
      const intruder = { ...newCredentials(), email: known.email };
      const fresh = newCredentials();
      const forNew = await operations.signUp(fresh);
      const forKnown = await operations.signUp(intruder);
      check.ok(forNew, 'a sign-up with an unknown e-mail');
      check.equal(forKnown.outcome, forNew.outcome, 'the outcome for a known e-mail');
      const inCapitals = { ...newCredentials(), email: known.email.toUpperCase() };
      for (const [what, answer] of [
        ['a known e-mail', forKnown],
        ['a known e-mail in capitals', await operations.signUp(inCapitals)],
      ] as const) {
        check.equal(headOf(answer), headOf(forNew), `status and headers for ${what}`);
        check.equal(
          blank(answer, known.email),
          blank(forNew, fresh.email),
          `the words for ${what}`,
        );
      }

      check.outcome(
        await operations.signIn(intruder),
        'unauthenticated',
        'signing in with the password of the second sign-up',
      );
      const session = await signIn(system, check, known);
      const me = check.ok(await operations.whoAmI(session), 'the first account');
      check.equal(me.email, known.email, 'the e-mail of the first account');
    },
  },
];

/** The status of an answer and the names of its headers: what their values are differs from call to call. */
export function headOf({ raw }: Answer<unknown>): string[] {
  const [head = ''] = raw.split('\n\n', 1);
  const [status = '', ...headers] = head.split('\n');
  return [status, ...headers.map((line) => line.slice(0, line.indexOf(':'))).toSorted()];
}

/** The words of an answer without what is the caller's own. */
function blank(answer: Answer<unknown>, email: string): string {
  return answer.words
    .replaceAll(new RegExp(email, 'gi'), 'EMAIL')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');
}
