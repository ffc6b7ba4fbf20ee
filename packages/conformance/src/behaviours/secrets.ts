import type { RunningSystem } from '../contract/behaviour.ts';
import type { Composition } from '../contract/composition.ts';
import type { Check } from '../suite/check.ts';
import { mailTo, newCredentials, newMember, newNote, signIn } from './people.ts';
import { answersByRules } from './rules.ts';
import { textFile } from './samples.ts';

/** Sends every kind of secret through the system, rightly and wrongly; gives them by name. */
export async function useSecrets(
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
  const { bearer } = await signIn(system, check, person);
  check.ok(await operations.listNotes({ bearer }), 'listing notes');
  const forged = `forged${bearer}`;
  check.outcome(await operations.listNotes({ bearer: forged }), 'unauthenticated', 'a forged one');
  const browser = check.ok(await operations.signInAsBrowser(person), 'signing in as a browser');
  check.ok(await operations.requestPasswordReset(person.email), 'asking for a reset');
  const reset = await mailTo(system, check, person.email, 1);
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
    'confirmation token': secretOf(confirmation.links[0]),
    'reset token': secretOf(reset.links[0]),
  };
  for (const [index, pair] of browser.cookie.split('; ').filter(Boolean).entries()) {
    secrets[`cookie ${index}`] = pair.slice(pair.indexOf('=') + 1);
  }
  return secrets;
}

/** The same with a signed link. */
export async function useSignedLink(
  system: RunningSystem,
  check: Check,
): Promise<Record<string, string>> {
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
