import type {
  Attempt,
  Note,
  OpenPurpose,
  OutsideAttempt,
  Person,
  Session,
  Visitor,
} from '@plinth/conformance/contract/operations';
import type { Answer } from '@plinth/conformance/contract/outcome';

import { body, type Call, nothing } from './caller.ts';

/** What is open to everybody, by method and path; whatever else the description lists must be closed. */
const OPEN: Readonly<Record<string, OpenPurpose>> = {
  'GET /health/live': 'health',
  'GET /health/ready': 'health',
  'GET /docs': 'documentation',
  'GET /docs/json': 'documentation',
  'POST /api/auth/sign-up/email': 'account',
  'POST /api/auth/sign-in/email': 'account',
  'POST /api/auth/sign-out': 'account',
  'GET /api/auth/get-session': 'account',
  'GET /api/auth/verify-email': 'account',
  'POST /api/auth/send-verification-email': 'account',
  'POST /api/auth/request-password-reset': 'account',
  'GET /api/auth/reset-password/{token}': 'account',
  'POST /api/auth/reset-password': 'account',
  'POST /api/auth/sign-in/magic-link': 'account',
  'GET /api/auth/magic-link/verify': 'account',
  'GET /api/auth/social-providers': 'account',
  'GET /files/{folder}/{id}': 'signed link',
  'POST /webhooks/{source}': 'signed webhook',
};

const attempt = async (
  call: Call,
  name: string,
  request?: Parameters<Call>[2],
): Promise<Attempt> => {
  const [method = '', path = ''] = name.split(' ');
  return { name, answer: await call(method, path, request) };
};

/** A sign-up with the role; with further fields, a strict schema would refuse it for those. */
export function signUpAsAdmin(call: Call, person: object): Promise<Answer<void>> {
  const json = { ...person, role: 'admin' };
  return call('POST', '/api/auth/sign-up/email', { json, read: nothing });
}

export async function raiseRole(call: Call, visitor: Session): Promise<Attempt[]> {
  const me = await call('GET', '/v1/me', { visitor, read: body<Person> });
  const role = { role: 'admin' };
  const tries: [name: string, json: object][] = [
    ['POST /api/auth/update-user', role],
    ['POST /api/auth/admin/set-role', { userId: me.value?.id, ...role }],
    ['PATCH /v1/me', role],
    ['PUT /v1/me', role],
    [`PATCH /v1/users/${me.value?.id}`, role],
    ['POST /v1/notes', { title: 'x', body: '', ...role, owner: role }],
  ];
  const attempts: Attempt[] = [];
  for (const [name, json] of tries) attempts.push(await attempt(call, name, { visitor, json }));
  return attempts;
}

export async function otherRoutesToNote(
  call: Call,
  visitor: Visitor,
  { id, ownerId }: Note,
): Promise<Attempt[]> {
  const names = [
    `HEAD /v1/notes/${id}`,
    `PUT /v1/notes/${id}`,
    `GET /v1/notes/${id.toUpperCase()}`,
    `GET /v1/notes/${id}/`,
    `GET /v1/notes/${id}/attachments`,
    `GET /v1/notes?ownerId=${ownerId}`,
    `GET /v1/notes?limit=100`,
    `GET /v1/users/${ownerId}/notes`,
  ];
  return Promise.all(names.map((name) => attempt(call, name, { visitor })));
}

interface Description {
  paths: Record<string, Record<string, unknown>>;
}

/** Everything that the service's own description lists, and the description itself. */
export async function tryAllAsOutsider(call: Call, { id }: Note): Promise<OutsideAttempt[]> {
  const { value } = await call('GET', '/docs/json', { read: body<Description> });
  if (!value) throw new Error('The service has no description at /docs/json');
  const listed = Object.entries(value.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  return Promise.all(
    [...listed, 'GET /docs', 'GET /docs/json'].map(async (name) => {
      const [method = '', path = ''] = name.split(' ');
      const filled = path.replaceAll('{id}', id).replaceAll(/\{\w+\}/g, 'unknown');
      const answer = await call(method, filled, {
        ...(method === 'GET' || method === 'DELETE' ? {} : { json: {} }),
        read: body<{ items?: unknown[] } | undefined>,
      });
      return { name, answer, open: OPEN[name] ?? null, rows: answer.value?.items?.length ?? 1 };
    }),
  );
}
