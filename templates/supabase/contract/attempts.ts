import type {
  Attempt,
  Credentials,
  Note,
  OutsideAttempt,
  Session,
  Visitor,
} from '@plinth/conformance/contract/operations';
import type { Answer } from '@plinth/conformance/contract/outcome';

import { addressFor } from './caller.ts';
import type { Route } from './interface.ts';
import type { Send } from './send.ts';

const role = { role: 'admin', user_role: 'admin' };

/** A sign-up with the role in each place that Auth or a trigger could take it from. */
export function signUpAsAdmin(
  send: Send,
  { name, ...credentials }: Credentials & { readonly name: string },
): Promise<Answer<void>> {
  const places = { data: { name, ...role }, app_metadata: role, user_metadata: role };
  return send('POST /auth/v1/signup', {
    json: { ...credentials, ...role, ...places },
    headers: { 'x-forwarded-for': addressFor(credentials.email) },
    read: () => undefined,
  });
}

/** Every way that a member could try to become an admin. */
export async function raiseRole(send: Send, visitor: Session): Promise<Attempt[]> {
  const { id = '', email = '' } =
    (await send('GET /auth/v1/user', { visitor, read: (user: { id: string; email: string }) => user }))
      .value ?? {};
  const tries: [name: string, json: object, headers?: Record<string, string>][] = [
    ['PUT /auth/v1/user', { data: role }],
    ['PUT /auth/v1/user', { app_metadata: role, user_metadata: role }],
    ['PUT /auth/v1/user', role],
    [`PUT /auth/v1/admin/users/${id}`, { app_metadata: role, role: 'service_role' }],
    [`PATCH /rest/v1/profiles?id=eq.${id}`, role],
    ['POST /rest/v1/user_roles', { user_id: id, role: 'admin' }],
    ['POST /rest/v1/user_roles', { user_id: id, role: 'admin' }, { 'content-profile': 'private' }],
    ['POST /rest/v1/rpc/make_admin', { email }],
    ['POST /rest/v1/rpc/make_admin', { address: email }, { 'content-profile': 'private' }],
    ['POST /rest/v1/notes', { title: 'x', ...role }],
  ];
  const attempts: Attempt[] = [];
  for (const [name, json, headers = {}] of tries) {
    attempts.push({ name, answer: await send(name, { visitor, json, headers }) });
  }
  return attempts;
}

/** Further ways to the rows of a note: filters, embedding, other verbs, other forms, other schemas. */
export async function otherRoutesToNote(
  send: Send,
  visitor: Visitor,
  { id, ownerId }: Note,
): Promise<Attempt[]> {
  const tries: [name: string, json?: object | undefined, headers?: Record<string, string>][] = [
    [`GET /rest/v1/notes?owner_id=eq.${ownerId}`],
    [`GET /rest/v1/notes?select=*&id=in.(${id})`],
    ['GET /rest/v1/notes?limit=1000', undefined, { prefer: 'count=exact' }],
    [`GET /rest/v1/notes?id=eq.${id}`, undefined, { accept: 'text/csv' }],
    [`GET /rest/v1/notes?id=eq.${id}`, undefined, { 'accept-profile': 'private' }],
    ['GET /rest/v1/profiles?select=*,notes(*)'],
    ['GET /rest/v1/attachments?select=*,notes(*)'],
    [`PUT /rest/v1/notes?id=eq.${id}`, { id, title: 'Mine', body: '' }],
    ['POST /rest/v1/notes', { id, title: 'Mine' }, { prefer: 'resolution=merge-duplicates,return=representation' }],
    [`PATCH /rest/v1/notes?id=eq.${id}`, { body: 'Mine' }, { prefer: 'return=representation' }],
    ['POST /rest/v1/rpc/export_document', { export_id: id }],
    ['POST /rest/v1/rpc/lease_jobs', { batch: 100, lease_seconds: 1 }],
    ['POST /graphql/v1', { query: '{ notesCollection { edges { node { title body } } } }' }],
    [`GET /rest/v1/notes?id=eq.${id}&or=(title.neq.x,body.neq.x)`],
  ];
  return Promise.all(
    tries.map(async ([name, json, headers = {}]) => ({
      name,
      answer: await send(name, { visitor, json, headers }),
    })),
  );
}

/** Each route without a session, with the key that every client has. */
export function tryAllAsOutsider(send: Send, routes: readonly Route[]): Promise<OutsideAttempt[]> {
  return Promise.all(
    routes.map(async ({ name, json, headers = {}, open }) => {
      const answer = await send(name, { json, headers, read: (body: unknown) => body });
      const rows = Array.isArray(answer.value) ? answer.value.length : answer.value ? 1 : 0;
      return { name, answer, open, rows };
    }),
  );
}
