import fs from 'node:fs';
import path from 'node:path';
import type { Behaviour, RunningSystem } from '../contract/behaviour.ts';
import type { Answer } from '../contract/outcome.ts';
import type { Session } from '../contract/operations.ts';
import type { Check } from '../suite/check.ts';
import {
  mailTo,
  newAccount,
  newAdmin,
  newCredentials,
  newMember,
  newNote,
  signIn,
} from './people.ts';
import { medianMilliseconds } from './timing.ts';

/** An idle time that is long against a test and short against the clock that is advanced. */
const IDLE = 1000;

export const ACCOUNTS: readonly Behaviour[] = [
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
      check.equal(
        blank(forKnown, known.email),
        blank(forNew, fresh.email),
        'the words for a known e-mail',
      );
      const inCapitals = { ...newCredentials(), email: known.email.toUpperCase() };
      check.equal(
        blank(await operations.signUp(inCapitals), known.email),
        blank(forNew, fresh.email),
        'the words for a known e-mail in capitals',
      );

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

      await check.soon(
        () => compareTimes(system, check),
        ({ wrongMs, unknownMs }) =>
          Math.abs(wrongMs - unknownMs) < Math.max(10, Math.max(wrongMs, unknownMs) * 0.4),
        'the times of a wrong password and of an unknown e-mail, in milliseconds, within noise',
        6,
      );
    },
  },
  {
    id: 'A4',
    title: 'A session in use is extended, an idle one ends; a used refresh token is refused',
    group: 'A',
    needs: ['auth'],
    async run({ check, start }) {
      const system = await start({ sessionIdleSeconds: IDLE, refreshReuseSeconds: 1 });
      const { operations, host } = system;
      const { session } = await newMember(system, check);
      let current = session;
      for (const round of [1, 2, 3]) {
        await host.advanceClock(IDLE * 0.6);
        if (current.refresh !== undefined) {
          current = check.ok(await operations.refresh(current), 'refreshing a session in use');
        }
        check.ok(await operations.whoAmI(current), `a session in use, ${round} × 0.6 of its time`);
      }
      if (current.refresh !== undefined) {
        const used = current;
        current = check.ok(await operations.refresh(used), 'refreshing');
        await host.advanceClock(2);
        check.outcome(await operations.refresh(used), 'unauthenticated', 'a used refresh token');
      }
      await host.advanceClock(IDLE * 1.1);
      await refused(system, check, current, 'an idle session');
    },
  },
  {
    id: 'A5',
    title: 'Password reset: the message arrives, works once, expires, ends other sessions',
    group: 'A',
    needs: ['auth'],
    async run({ check, start }) {
      const system = await start();
      const { operations, host } = system;
      const member = await newMember(system, check);
      let mails = (await host.outbox()).filter(({ to }) => to === member.email).length;
      const ask = async (): Promise<Parameters<typeof operations.resetPassword>[0]> => {
        check.ok(await operations.requestPasswordReset(member.email), 'asking for a reset');
        mails += 1;
        return mailTo(system, check, member.email, mails - 1);
      };

      const mail = await ask();
      const password = 'another-good-horse-9';
      check.invalid(await operations.resetPassword(mail, 'short'), 'a weak new password');
      check.ok(await operations.resetPassword(mail, password), 'resetting');
      await refused(system, check, member.session, 'a session from before the reset');
      check.outcome(await operations.signIn(member), 'unauthenticated', 'the old password');
      await signIn(system, check, { email: member.email, password });
      check.outcome(
        await operations.resetPassword(mail, 'once-more-a-horse-3'),
        ['invalid', 'unauthenticated'],
        'the same message again',
      );

      const late = await ask();
      await host.advanceClock(25 * 3600);
      check.outcome(
        await operations.resetPassword(late, 'too-late-a-horse-4'),
        ['invalid', 'unauthenticated'],
        'a message after a day',
      );
      await signIn(system, check, { email: member.email, password });
      const stranger = newCredentials().email;
      check.ok(await operations.requestPasswordReset(stranger), 'asking for an unknown e-mail');
    },
  },
  {
    id: 'A6',
    title: 'Forged, expired and foreign tokens, and those with alg none, are unauthenticated',
    group: 'A',
    needs: ['auth'],
    async run({ check, start }) {
      const system = await start();
      const { operations } = system;
      const member = await newMember(system, check);
      const note = await newNote(system, check, member);
      const hostile = await operations.hostileSessions(member.session);
      const kinds = ['alg-none', 'another-audience', 'another-key', 'expired', 'forged'];
      check.equal([...new Set(hostile.map(({ kind }) => kind))].toSorted(), kinds, 'kinds tried');
      const [start_, end] = [member.session.bearer.slice(0, -9), member.session.bearer.slice(-8)];
      const changed = ['', 'null', 'undefined', `${start_}x${end}`, `${member.session.bearer}x`];
      const sessions = [
        ...hostile.map(({ kind, session }) => ({ kind: `a token that is ${kind}`, session })),
        ...changed.map((bearer) => ({
          kind: `the token “${bearer.slice(0, 9)}…”`,
          session: { bearer },
        })),
      ];
      for (const { kind, session } of sessions) {
        check.outcome(await operations.whoAmI(session), 'unauthenticated', `who I am with ${kind}`);
        check.outcome(
          await operations.readNote(session, note.id),
          'unauthenticated',
          `reading a note with ${kind}`,
        );
        check.outcome(
          await operations.createNote(session, { title: 'No', body: '' }),
          'unauthenticated',
          `making a note with ${kind}`,
        );
      }
    },
  },
  {
    id: 'A7',
    title: 'The first admin is made by a documented command; no member raises their own role',
    group: 'A',
    needs: ['auth'],
    async run({ check, shared, folder }) {
      const system = await shared();
      const { operations, host } = system;
      const member = await newMember(system, check);
      const attempts = await operations.raiseRole(member.session);
      check.that(
        attempts.length > 0,
        'ways to raise a role',
        'at least one tried',
        attempts.length,
      );
      const isMember = async (after: string): Promise<void> => {
        const session = await signIn(system, check, member);
        const me = check.ok(await operations.whoAmI(session), `who I am after ${after}`);
        check.equal(me.role, 'member', `the role after ${after}`);
        check.outcome(
          await operations.listAllNotes(session),
          'forbidden',
          `listing all notes after ${after}`,
        );
      };
      await isMember(attempts.map(({ name }) => name).join(', '));

      const unknown = await host.runCommand('make-admin', newCredentials().email);
      check.that(unknown.code !== 0, 'making an unknown person an admin', 'a failure', unknown);
      const admin = await newAdmin(system, check);
      const me = check.ok(await operations.whoAmI(admin.session), 'the admin');
      check.equal(me.role, 'admin', 'the role after the command');
      check.ok(await operations.listAllNotes(admin.session), 'listing all notes as admin');
      const readme = fs.readFileSync(path.join(folder, 'README.md'), 'utf8');
      check.that(
        readme.includes(unknown.documentedAs),
        'the README',
        `the command “${unknown.documentedAs}”`,
        'none',
      );
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
    async run({ check, shared }) {
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
    },
  },
];

/** The session opens nothing any more, and its refresh token brings no new one. */
async function refused(
  { operations }: RunningSystem,
  check: Check,
  session: Session,
  what: string,
): Promise<void> {
  check.outcome(await operations.whoAmI(session), 'unauthenticated', `who I am with ${what}`);
  check.outcome(await operations.listNotes(session), 'unauthenticated', `notes with ${what}`);
  if (session.refresh === undefined) return;
  check.outcome(await operations.refresh(session), 'unauthenticated', `refreshing ${what}`);
}

/** The words of an answer without what is the caller's own. */
function blank(answer: Answer<unknown>, email: string): string {
  return answer.words
    .replaceAll(new RegExp(email, 'gi'), 'EMAIL')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');
}

/** Median times of a sign-in with a wrong password and with an unknown e-mail, taken by turns. */
async function compareTimes(
  system: RunningSystem,
  check: Check,
): Promise<{ wrongMs: number; unknownMs: number }> {
  const { operations } = system;
  const known = await newAccount(system, check);
  const unknown = newCredentials();
  const password = 'not-this-password-7';
  const [wrongMs, unknownMs] = await medianMilliseconds(7, [
    () => operations.signIn({ email: known.email, password }),
    () => operations.signIn({ email: unknown.email, password }),
  ]);
  return { wrongMs: wrongMs ?? 0, unknownMs: unknownMs ?? 0 };
}
