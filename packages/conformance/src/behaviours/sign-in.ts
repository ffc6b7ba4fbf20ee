import { randomBytes } from 'node:crypto';
import type { Behaviour } from '../contract/behaviour.ts';
import { mailTo, newAccount, newCredentials } from './people.ts';
import { compareSignIns } from './sign-in-times.ts';

export const SIGN_IN: readonly Behaviour[] = [
  {
    id: 'A3',
    title: 'A weak password is invalid; wrong password and unknown e-mail are answered alike',
    group: 'A',
    needs: ['auth'],
    alone: true,
    async run({ check, start }) {
      const system = await start();
      const { operations } = system;
      for (const password of ['short', 'password', '1234567890', 'aaaaaaaaaaaaaaaa']) {
        check.invalid(
          await operations.signUp({ ...newCredentials(), password }),
          `signing up with the password “${password}”`,
          ['password'],
        );
      }
      const known = await newAccount(system, check);
      const wrong = { email: known.email, password: 'not-this-password-7' };
      const unknown = { email: newCredentials().email, password: 'not-this-password-7' };
      const forWrong = await operations.signIn(wrong);
      const forUnknown = await operations.signIn(unknown);
      check.outcome(forWrong, 'unauthenticated', 'signing in with a wrong password');
      check.equal(forUnknown.outcome, forWrong.outcome, 'the outcome for an unknown e-mail');
      check.equal(forUnknown.words, forWrong.words, 'the words for an unknown e-mail');

      await compareSignIns(system, check);
    },
  },
  {
    id: 'A8',
    title: 'Repeated wrong sign-ins are rate-limited',
    group: 'A',
    needs: ['auth'],
    async run({ check, start }) {
      const system = await start();
      const { operations } = system;
      const person = await newAccount(system, check);
      const tries = 30;
      const outcomes: string[] = [];
      for (let round = 0; round < tries && outcomes.at(-1) !== 'rate-limited'; round += 1) {
        const answer = await operations.signIn({ ...person, password: `wrong-guess-${round}` });
        outcomes.push(answer.outcome);
      }
      check.equal(outcomes.at(-1), 'rate-limited', `the last of ${outcomes.length} wrong sign-ins`);
      check.that(
        outcomes.slice(0, 3).every((outcome) => outcome === 'unauthenticated'),
        'the first three wrong sign-ins',
        'unauthenticated',
        outcomes,
      );
      check.outcome(
        await operations.signIn({ ...person, password: 'wrong-guess-again' }),
        'rate-limited',
        'one more wrong sign-in',
      );
    },
  },
  {
    id: 'A9',
    title: 'A magic link or one-time code signs in; social sign-in is wired and off without keys',
    group: 'A',
    needs: ['auth'],
    async run({ check, shared, start }) {
      const system = await shared();
      const { operations, host } = system;
      const person = await newAccount(system, check);
      const before = (await host.outbox()).filter(({ to }) => to === person.email).length;
      check.ok(await operations.requestSignInMessage(person.email), 'asking for a sign-in message');
      const mail = await mailTo(system, check, person.email, before);
      const session = check.ok(await operations.signInWithMessage(mail), 'signing in with it');
      const me = check.ok(await operations.whoAmI(session), 'who I am');
      check.equal(me.email, person.email, 'the e-mail of the session');
      check.outcome(
        await operations.signInWithMessage(mail),
        ['unauthenticated', 'invalid'],
        'the same message again',
      );

      const on = check.ok(await operations.socialProviders(), 'providers of social sign-in');
      check.equal(on, [], 'providers that are on without keys');
      check.outcome(
        await operations.beginSocialSignIn('github'),
        ['not-found', 'invalid', 'forbidden'],
        'beginning a social sign-in that is off',
      );

      const clientId = `conformance-${randomBytes(6).toString('hex')}`;
      const social = { provider: 'github', clientId, clientSecret: 'never-sent-anywhere' } as const;
      const wired = (await start({ social })).operations;
      check.equal(
        check.ok(await wired.socialProviders(), 'providers of social sign-in with the keys of one'),
        [social.provider],
        'providers that are on with the keys of one',
      );
      const address = new URL(
        check.ok(await wired.beginSocialSignIn(social.provider), 'beginning a social sign-in'),
      );
      check.equal(address.hostname, 'github.com', 'the host that a browser is sent to');
      check.equal(address.searchParams.get('client_id'), clientId, 'the client id in the address');
    },
  },
];
