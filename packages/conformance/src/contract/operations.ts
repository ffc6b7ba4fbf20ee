import type { Answer } from './outcome.ts';

export interface Session {
  /** The credential as a client that is no browser sends it. */
  readonly bearer: string;
  /** Where the stack has refresh tokens. */
  readonly refresh?: string | undefined;
}

/** Who asks: a session, or null for an outsider. */
export type Visitor = Session | null;

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly role: string;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly links: readonly string[];
}

export interface Note {
  readonly id: string;
  readonly ownerId: string;
  readonly title: string;
  readonly body: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What is sent to make or change a note; wrong input included. */
export type NoteInput = Readonly<Record<string, unknown>>;

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Cursor of the next page; null on the last. */
  readonly next: string | null;
}

export interface PageRequest {
  readonly limit?: number;
  readonly cursor?: string;
}

export interface AuditEntry {
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectId: string;
  readonly ownerId: string | null;
  readonly at: string;
}

export interface Attachment {
  readonly id: string;
  readonly noteId: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Export {
  readonly id: string;
  readonly state: 'waiting' | 'done' | 'failed';
}

/** A webhook as it goes over the wire; the headers are those of Standard Webhooks. */
export interface WebhookDelivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A session whose token a server must refuse. */
export interface HostileSession {
  readonly kind: 'forged' | 'expired' | 'another-key' | 'another-audience' | 'alg-none';
  readonly session: Session;
}

/** One try of one operation, by a name that a person understands (`GET /v1/notes`). */
export interface Attempt {
  readonly name: string;
  readonly answer: Answer<unknown>;
}

/** Why an operation is open to everybody; nothing else may be. */
export const OPEN_PURPOSES = [
  'health',
  'documentation',
  'account',
  'signed link',
  'signed webhook',
] as const;
export type OpenPurpose = (typeof OPEN_PURPOSES)[number];

/** One operation of the stack's interface, tried by an outsider. */
export interface OutsideAttempt extends Attempt {
  /** As what the driver's list knows it; null for one that must not be open. */
  readonly open: OpenPurpose | null;
  /** How many rows of private data the answer held. */
  readonly rows: number;
}

export interface BrowserSession {
  /** The whole `set-cookie` lines; empty where cookies do not carry the session. */
  readonly setCookies: readonly string[];
  /** The pairs as a browser sends them back. */
  readonly cookie: string;
  /** Names of cookies in which clients of the stack may keep a token, though it takes none from there. */
  readonly tokenCookies: readonly string[];
}

/** What one call of the stack's own interface does. A driver maps each to its API. */
export interface Operations {
  signUp(person: Credentials & { readonly name: string }): Promise<Answer<void>>;
  /** Signs up and asks for the role of an admin along with it, wherever a sign-up could take that from. */
  signUpAsAdmin(person: Credentials & { readonly name: string }): Promise<Answer<void>>;
  /** Follows the link, or uses the code, of a confirmation message. */
  confirm(mail: Mail): Promise<Answer<void>>;
  signIn(credentials: Credentials): Promise<Answer<Session>>;
  whoAmI(visitor: Visitor): Promise<Answer<Person>>;
  signOut(session: Session): Promise<Answer<void>>;
  /** Trades a refresh token; only where sessions have one. */
  refresh(session: Session): Promise<Answer<Session>>;
  requestPasswordReset(email: string): Promise<Answer<void>>;
  resetPassword(mail: Mail, newPassword: string): Promise<Answer<void>>;
  hostileSessions(session: Session): Promise<readonly HostileSession[]>;
  /** Tries every operation by which a member could become an admin; `signUpAsAdmin` is for who is none yet. */
  raiseRole(session: Session): Promise<readonly Attempt[]>;
  requestSignInMessage(email: string): Promise<Answer<void>>;
  /** Signs in with the magic link or the one-time code of a message. */
  signInWithMessage(mail: Mail): Promise<Answer<Session>>;
  /** The providers of social sign-in that are switched on. */
  socialProviders(): Promise<Answer<readonly string[]>>;
  /** Begins a social sign-in; the value is the address that the browser is sent to. */
  beginSocialSignIn(provider: string): Promise<Answer<string>>;
  signInAsBrowser(credentials: Credentials): Promise<Answer<BrowserSession>>;
  /** Makes a note with cookies alone, as a page of `origin` would have a browser do it. */
  createNoteAsBrowser(
    cookie: string,
    input: NoteInput,
    from: { readonly origin: string; readonly site: 'same-origin' | 'cross-site' },
  ): Promise<Answer<Note>>;

  createNote(visitor: Visitor, input: NoteInput, idempotencyKey?: string): Promise<Answer<Note>>;
  listNotes(visitor: Visitor, page?: PageRequest): Promise<Answer<Page<Note>>>;
  readNote(visitor: Visitor, id: string): Promise<Answer<Note>>;
  changeNote(visitor: Visitor, id: string, input: NoteInput): Promise<Answer<Note>>;
  deleteNote(visitor: Visitor, id: string): Promise<Answer<void>>;
  /** Tries every further route to a note: other methods, embedded queries, subscriptions, SQL views. */
  otherRoutesToNote(visitor: Visitor, note: Note): Promise<readonly Attempt[]>;
  listAllNotes(visitor: Visitor, page?: PageRequest): Promise<Answer<Page<Note>>>;
  auditTrail(visitor: Visitor, page?: PageRequest): Promise<Answer<Page<AuditEntry>>>;
  /** Every operation of the interface, tried without a session, with the ids of real records. */
  tryAllAsOutsider(known: { readonly note: Note }): Promise<readonly OutsideAttempt[]>;

  upload(visitor: Visitor, noteId: string, file: Upload): Promise<Answer<Attachment>>;
  replaceAttachment(
    visitor: Visitor,
    attachment: Attachment,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<Answer<void>>;
  listAttachments(visitor: Visitor, noteId: string): Promise<Answer<readonly Attachment[]>>;
  download(visitor: Visitor, attachment: Attachment): Promise<Answer<Uint8Array>>;
  deleteAttachment(visitor: Visitor, attachment: Attachment): Promise<Answer<void>>;
  signLink(visitor: Visitor, attachment: Attachment): Promise<Answer<string>>;
  followLink(link: string): Promise<Answer<Uint8Array>>;

  requestExport(visitor: Visitor): Promise<Answer<Export>>;
  readExport(visitor: Visitor, id: string): Promise<Answer<Export>>;
  downloadExport(visitor: Visitor, id: string): Promise<Answer<Uint8Array>>;
  deliverWebhook(delivery: WebhookDelivery): Promise<Answer<void>>;

  /**
   * One call of code that the team owns, where a platform answers the others: one that works, one with wrong input, or
   * one about a record that is not there.
   */
  callOwnCode(visitor: Visitor, kind: 'good' | 'invalid' | 'unknown'): Promise<Answer<unknown>>;

  live(): Promise<Answer<void>>;
  ready(): Promise<Answer<void>>;
}
