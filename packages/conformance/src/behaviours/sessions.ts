import type { Behaviour, RunningSystem } from '../contract/behaviour.ts';
import type { Session } from '../contract/operations.ts';
import type { Check } from '../suite/check.ts';
import { mailTo, newCredentials, newMember, newNote, signIn } from './people.ts';

/** An idle time that is long against a test and short against the clock that is advanced. */
const IDLE = 1000;

export const SESSIONS: readonly Behaviour[] = [
  {
    id: 'A4',
    title: 'A session in use is extended, an idle one ends; a used refresh token is refused',
    group: 'A',
    needs: ['auth'],
    async run({ check, start }) {
      const system = await start({ sessionIdleSeconds: IDLE, refreshReuseSeconds: 1 });
      const { operations, host } = system;
      const member = await newMember(system, check);
      let current = member.session;
      for (const round of [1, 2, 3]) {
        await host.advanceClock(IDLE * 0.6);
        if (current.refresh !== undefined) {
          current = check.ok(await operations.refresh(current), 'refreshing a session in use');
        }
        check.ok(await operations.whoAmI(current), `a session in use, ${round} × 0.6 of its time`);
      }
      if (current.refresh !== undefined) {
        const used = current;
        // With the last one that was used, a client may ask again for the answer that it did not get.
        for (const round of ['once', 'twice']) {
          current = check.ok(await operations.refresh(current), `refreshing ${round}`);
        }
        await host.advanceClock(2);
        check.outcome(await operations.refresh(used), 'unauthenticated', 'a used refresh token');
      }
      const idle = await signIn(system, check, member);
      await host.advanceClock(IDLE * 1.1);
      await refused(system, check, idle, 'an idle session');
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
      const former = 'a session from before the reset';
      await refused(system, check, member.session, former);
      check.outcome(await operations.whoAmI(member.session), 'unauthenticated', former);
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
];

/**
 * The session opens nothing any more. Where sessions have refresh tokens, it is theirs that ends: it brings no new
 * session, and the access token beside it, which servers read without asking anybody, lives out its short time.
 */
export async function refused(
  { operations }: RunningSystem,
  check: Check,
  session: Session,
  what: string,
): Promise<void> {
  if (session.refresh !== undefined) {
    check.outcome(await operations.refresh(session), 'unauthenticated', `refreshing ${what}`);
    return;
  }
  check.outcome(await operations.whoAmI(session), 'unauthenticated', `who I am with ${what}`);
  check.outcome(await operations.listNotes(session), 'unauthenticated', `notes with ${what}`);
}
