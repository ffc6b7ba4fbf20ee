import type {
  AuditEntry,
  Mail,
  Note,
  Operations,
  Page,
  PageRequest,
  Person,
} from '@plinth/conformance/contract/operations';
import type { HttpAnswer } from '@plinth/conformance/kit/http';

import { otherRoutesToNote, raiseRole, signUpAsAdmin, tryAllAsOutsider } from './attempts.ts';
import { body, type Call, nothing } from './caller.ts';
import { fileOperations } from './file-operations.ts';
import { workOperations } from './work-operations.ts';

/** The service's HTTP API. */
export function httpOperations(call: Call): Partial<Operations> {
  return {
    signUp: (person) => call('POST', '/api/auth/sign-up/email', { json: person, read: nothing }),
    signUpAsAdmin: (person) => signUpAsAdmin(call, person),
    confirm: (mail) => call('GET', pathOfLink(mail), { read: nothing }),
    signIn: ({ email, password }) =>
      call('POST', '/api/auth/sign-in/email', {
        json: { email, password },
        read: (answer) => ({ bearer: body<{ token: string }>(answer).token }),
      }),
    whoAmI: (visitor) => call('GET', '/v1/me', { visitor, read: body<Person> }),
    signOut: (visitor) => call('POST', '/api/auth/sign-out', { visitor, read: nothing }),
    requestPasswordReset: (email) =>
      call('POST', '/api/auth/request-password-reset', { json: { email }, read: nothing }),
    resetPassword: (mail, newPassword) =>
      call('POST', '/api/auth/reset-password', {
        json: { token: pathOfLink(mail).split(/[/?]/).at(-1), newPassword },
        read: nothing,
      }),
    raiseRole: (visitor) => raiseRole(call, visitor),
    requestSignInMessage: (email) =>
      call('POST', '/api/auth/sign-in/magic-link', { json: { email }, read: nothing }),
    signInWithMessage: (mail) =>
      call('GET', pathOfLink(mail), {
        read: (answer) => ({ bearer: body<{ token: string }>(answer).token }),
      }),
    socialProviders: () =>
      call('GET', '/api/auth/social-providers', {
        read: (answer) => body<{ items: string[] }>(answer).items,
      }),
    beginSocialSignIn: (provider) =>
      call('POST', '/api/auth/sign-in/social', {
        json: { provider, callbackURL: '/' },
        read: (answer) => body<{ url: string }>(answer).url,
      }),
    signInAsBrowser: ({ email, password }) =>
      call('POST', '/api/auth/sign-in/email', {
        json: { email, password },
        read: ({ headers }) => {
          const setCookies = headers.getSetCookie();
          const cookie = setCookies.map((line) => line.split(';')[0]).join('; ');
          return { setCookies, cookie, tokenCookies: [] };
        },
      }),
    createNoteAsBrowser: (cookie, input, { origin, site }) =>
      call('POST', '/v1/notes', {
        json: input,
        headers: { cookie, 'sec-fetch-site': site, ...(origin === '' ? {} : { origin }) },
        read: body<Note>,
      }),

    createNote: (visitor, input, key) =>
      call('POST', '/v1/notes', {
        visitor,
        json: input,
        headers: key === undefined ? {} : { 'idempotency-key': key },
        read: body<Note>,
      }),
    listNotes: (visitor, page) =>
      call('GET', `/v1/notes${queryOf(page)}`, { visitor, read: pageOf<Note> }),
    readNote: (visitor, id) => call('GET', `/v1/notes/${id}`, { visitor, read: body<Note> }),
    changeNote: (visitor, id, input) =>
      call('PATCH', `/v1/notes/${id}`, { visitor, json: input, read: body<Note> }),
    deleteNote: (visitor, id) => call('DELETE', `/v1/notes/${id}`, { visitor, read: nothing }),
    otherRoutesToNote: (visitor, note) => otherRoutesToNote(call, visitor, note),
    listAllNotes: (visitor, page) =>
      call('GET', `/v1/admin/notes${queryOf(page)}`, { visitor, read: pageOf<Note> }),
    auditTrail: (visitor, page) =>
      call('GET', `/v1/admin/audit${queryOf(page)}`, {
        visitor,
        read: (answer) => {
          const { items, next } = pageOf<AuditEntry & { createdAt: string }>(answer);
          return { items: items.map((entry) => ({ ...entry, at: entry.createdAt })), next };
        },
      }),
    tryAllAsOutsider: ({ note }) => tryAllAsOutsider(call, note),

    ...fileOperations(call),
    ...workOperations(call),

    live: () => call('GET', '/health/live', { read: nothing }),
    ready: () => call('GET', '/health/ready', { read: nothing }),
  };
}

function pageOf<Item>(answer: HttpAnswer): Page<Item> {
  const { items, nextCursor } = body<{ items: Item[]; nextCursor: string | null }>(answer);
  return { items, next: nextCursor };
}

function queryOf(page: PageRequest = {}): string {
  const query = new URLSearchParams();
  if (page.limit !== undefined) query.set('limit', String(page.limit));
  if (page.cursor !== undefined) query.set('cursor', page.cursor);
  return query.size === 0 ? '' : `?${query}`;
}

/** Path and query of the first link: its host is the one that the public knows. */
function pathOfLink({ links, subject }: Mail): string {
  const [link] = links;
  if (link === undefined) throw new Error(`No link in the mail “${subject}”`);
  const { pathname, search } = new URL(link);
  return pathname + search;
}
