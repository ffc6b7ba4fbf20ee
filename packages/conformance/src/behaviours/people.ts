import { randomBytes } from 'node:crypto';
import type { RunningSystem } from '../contract/behaviour.ts';
import type { Credentials, Mail, Note, NoteInput, Session } from '../contract/operations.ts';
import type { Check } from '../suite/check.ts';

/** Somebody who came the whole way: sign-up, confirmation, sign-in. */
export interface Member extends Credentials {
  readonly id: string;
  readonly session: Session;
}

export function newCredentials(): Credentials & { readonly name: string } {
  const word = randomBytes(6).toString('hex');
  return {
    name: 'Test Person',
    email: `person-${word}@example.com`,
    password: `correct-horse-${word}`,
  };
}

/** Waits for a mail to an address beyond the `after` first ones. */
export async function mailTo(
  { host }: RunningSystem,
  check: Check,
  email: string,
  after = 0,
): Promise<Mail> {
  const mails = await check.soon(
    async () => (await host.outbox()).filter(({ to }) => to === email),
    (found) => found.length > after,
    `a message to ${email} in the outbox`,
  );
  return mails[after] as Mail;
}

/** An account with a confirmed address, not signed in. */
export async function newAccount(
  system: RunningSystem,
  check: Check,
  credentials = newCredentials(),
): Promise<Credentials> {
  check.ok(await system.operations.signUp(credentials), 'signing up');
  const mail = await mailTo(system, check, credentials.email);
  check.ok(await system.operations.confirm(mail), 'confirming the address');
  return credentials;
}

export async function signIn(
  { operations }: RunningSystem,
  check: Check,
  credentials: Credentials,
): Promise<Session> {
  return check.ok(await operations.signIn(credentials), 'signing in');
}

export async function newMember(system: RunningSystem, check: Check): Promise<Member> {
  const { email, password } = await newAccount(system, check);
  const session = await signIn(system, check, { email, password });
  const { id } = check.ok(await system.operations.whoAmI(session), 'asking who I am');
  return { email, password, id, session };
}

/** A member who was made an admin by the documented command, and signed in again. */
export async function newAdmin(system: RunningSystem, check: Check): Promise<Member> {
  const member = await newMember(system, check);
  const { code, output } = await system.host.runCommand('make-admin', member.email);
  check.that(code === 0, 'making an admin', 'exit code 0', output);
  return { ...member, session: await signIn(system, check, member) };
}

/** Title and body that stand nowhere else. */
export function newText(): { readonly title: string; readonly body: string } {
  const word = randomBytes(6).toString('hex');
  return { title: `Title ${word}`, body: `Body ${word}` };
}

export async function newNote(
  { operations }: RunningSystem,
  check: Check,
  { session }: Member,
  input: NoteInput = newText(),
): Promise<Note> {
  return check.ok(await operations.createNote(session, input), 'making a note');
}

/** The ids of the notes that a session lists, sorted. */
export async function noteIds(
  { operations }: RunningSystem,
  check: Check,
  session: Session,
): Promise<string[]> {
  const { items } = check.ok(await operations.listNotes(session), 'listing notes');
  return items.map(({ id }) => id).toSorted();
}
