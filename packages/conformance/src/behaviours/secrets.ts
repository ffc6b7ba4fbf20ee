import type { Behaviour, RunningSystem } from '../contract/behaviour.ts';
import type { Composition } from '../contract/composition.ts';
import type { Operations, Session } from '../contract/operations.ts';
import type { Check } from '../suite/check.ts';
import { exportDone } from './exports.ts';
import { mailTo, newCredentials, newMember, newNote, signIn } from './people.ts';
import { answersByRules } from './rules.ts';
import { textFile } from './samples.ts';

/** What of all that must be kept secret is told nowhere. */
export const SECRETS: readonly Behaviour[] = [
  {
    id: 'O5',
    title: 'Passwords, tokens, cookies and signed links appear in no log line and no span',
    group: 'O',
    needs: ['auth', 'storage', 'jobs'],
    async run({ check, composition, start }) {
      const system = await start();
      const byRules = answersByRules(composition);
      const secrets = {
        ...(await useSecrets(system, check, composition)),
        ...(byRules ? await useSignedLink(system, check) : {}),
      };
      const logs = await check.soon(
        () => system.host.logs(),
        (found) => found.length > 5 && found.some(({ process }) => process === 'worker'),
        'more than five log lines, also of the worker',
      );
      check.absent(logs.map(({ text }) => text).join('\n'), secrets, 'the log');
      // Spans come from processes that the team owns.
      if (byRules) return;

      const traced = await start({ telemetry: true });
      const secretsInTrace = {
        ...(await useSecrets(traced, check, composition)),
        ...(await useSignedLink(traced, check)),
      };
      const last = await traced.operations.listNotes(null);
      const spans = await check.soon(
        () => traced.host.spans(),
        (found) => found.some(({ traceId }) => traceId === last.traceId),
        'the span of the last request',
      );
      check.absent(spans.map(({ text }) => text).join('\n'), secretsInTrace, 'the spans');
      const tracedLogs = (await traced.host.logs()).map(({ text }) => text).join('\n');
      check.absent(tracedLogs, secretsInTrace, 'the log beside the spans');
    },
  },
];

/** Sends every kind of secret through the system, rightly and wrongly; gives them by name. */
async function useSecrets(
  system: RunningSystem,
  check: Check,
  composition: Composition,
): Promise<Record<string, string>> {
  const { operations, host } = system;
  const person = newCredentials();
  const wrongPassword = `wrong-${person.password}`;
  const weakPassword = `7${person.password.slice(-6)}`;
  check.ok(await operations.signUp(person), 'signing up');
  check.invalid(
    await operations.signUp({ ...newCredentials(), password: weakPassword }),
    'signing up with a weak password',
  );
  const confirmation = await mailTo(system, check, person.email);
  check.ok(await operations.confirm(confirmation), 'confirming');
  check.outcome(
    await operations.signIn({ ...person, password: wrongPassword }),
    'unauthenticated',
    'a wrong password',
  );
  const session = await signIn(system, check, person);
  const { bearer } = session;
  check.ok(await operations.listNotes({ bearer }), 'listing notes');
  check.ok(await operations.requestSignInMessage(person.email), 'asking for a magic link');
  const message = await mailTo(system, check, person.email, 1);
  const byMessage = check.ok(await operations.signInWithMessage(message), 'signing in with it');
  const { id } = check.ok(await operations.requestExport(byMessage), 'asking for an export');
  await exportDone(system, check, { session: byMessage }, id);
  const forged = `forged${bearer}`;
  check.outcome(await operations.listNotes({ bearer: forged }), 'unauthenticated', 'a forged one');
  const refreshed = await useRefreshToken(operations, check, session);
  const browser = check.ok(await operations.signInAsBrowser(person), 'signing in as a browser');
  check.ok(await operations.requestPasswordReset(person.email), 'asking for a reset');
  const reset = await mailTo(system, check, person.email, 2);
  const newPassword = `new-${person.password}`;
  check.ok(await operations.resetPassword(reset, newPassword), 'resetting');
  check.outcome(
    await operations.resetPassword(reset, newPassword),
    ['invalid', 'unauthenticated'],
    'resetting again',
  );

  if (answersByRules(composition)) {
    await operations.callOwnCode({ bearer: forged }, 'unknown');
    const mend = await host.breakOwnCode();
    await operations.callOwnCode({ bearer }, 'good');
    await mend();
  } else {
    const mend = await host.breakNotes();
    await operations.createNote({ bearer }, { title: person.password, body: '' });
    await mend();
  }
  const secrets: Record<string, string> = {
    password: person.password,
    'wrong password': wrongPassword,
    'weak password': weakPassword,
    'new password': newPassword,
    'session token': bearer,
    'forged token': forged,
    'token of the session by magic link': byMessage.bearer,
    'confirmation token': secretOf(confirmation.links[0]),
    'token of the magic link': secretOf(message.links[0]),
    'reset token': secretOf(reset.links[0]),
    ...refreshed,
  };
  for (const [index, pair] of browser.cookie.split('; ').filter(Boolean).entries()) {
    secrets[`cookie ${index}`] = pair.slice(pair.indexOf('=') + 1);
  }
  return secrets;
}

/** Trades a refresh token where sessions have one; gives the old one and the new one. */
async function useRefreshToken(
  operations: Operations,
  check: Check,
  session: Session,
): Promise<Record<string, string>> {
  if (session.refresh === undefined) return {};
  const { refresh = '' } = check.ok(await operations.refresh(session), 'refreshing');
  return { 'refresh token': session.refresh, 'new refresh token': refresh };
}

/** The same with a signed link. */
async function useSignedLink(system: RunningSystem, check: Check): Promise<Record<string, string>> {
  const { operations } = system;
  const member = await newMember(system, check);
  const note = await newNote(system, check, member);
  const attachment = check.ok(
    await operations.upload(member.session, note.id, textFile(10)),
    'uploading',
  );
  const link = check.ok(await operations.signLink(member.session, attachment), 'signing a link');
  check.ok(await operations.followLink(link), 'following it');
  return { 'signed link': secretOf(link) };
}

/** The longest word of an address: what makes it secret. */
function secretOf(link = ''): string {
  return link.split(/[/?&=#]/).reduce((a, b) => (b.length > a.length ? b : a), '');
}
