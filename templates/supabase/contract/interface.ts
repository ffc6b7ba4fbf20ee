import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { OpenPurpose } from '@plinth/conformance/contract/operations';
import type { Query } from '@plinth/conformance/kit/postgres';


/** One way to ask the platform for something, as method and path, with a body where it takes one. */
export interface Route {
  readonly name: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly open: OpenPurpose | null;
}

const ACCOUNT: readonly (readonly [name: string, open: OpenPurpose | null, json?: object])[] = [
  ['GET /auth/v1/.well-known/jwks.json', 'account'],
  ['GET /auth/v1/settings', 'account'],
  ['POST /auth/v1/signup', 'account', {}],
  ['POST /auth/v1/token?grant_type=password', 'account', {}],
  ['POST /auth/v1/token?grant_type=refresh_token', 'account', {}],
  ['POST /auth/v1/recover', 'account', {}],
  ['POST /auth/v1/otp', 'account', {}],
  ['POST /auth/v1/resend', 'account', {}],
  ['POST /auth/v1/verify', 'account', {}],
  ['GET /auth/v1/authorize?provider=github', 'account'],
  ['GET /auth/v1/user', null],
  ['PUT /auth/v1/user', null, { data: { role: 'admin' } }],
  ['POST /auth/v1/logout', null, {}],
  ['GET /auth/v1/admin/users', null],
  ['POST /auth/v1/admin/users', null, { email: 'x@example.com', password: 'correct-horse-7' }],
  ['POST /auth/v1/admin/generate_link', null, { type: 'recovery', email: 'member@example.com' }],
];

/** Functions of the team that check their callers by a signature. */
const SIGNED_FUNCTIONS = new Set(['webhook']);

/** Everything that a project offers: each table, function and bucket of its database, each edge function, and Auth. */
export async function routesOf(query: Query, folder: string, noteId: string): Promise<Route[]> {
  const tables = await query(
    `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  const functions = await query(
    `select p.proname as name, coalesce(p.proargnames[1:p.pronargs], '{}') as parameters
     from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype
     order by 1`,
  );
  const buckets = await query(
    `select id as name, coalesce(allowed_mime_types[1], 'text/plain') as type
     from storage.buckets order by 1`,
  );
  return [
    ...ACCOUNT.map(([name, open, json]) => ({ name, open, json })),
    ...tables.flatMap(({ name }) => [
      { name: `GET /rest/v1/${String(name)}`, open: null },
      { name: `POST /rest/v1/${String(name)}`, json: { id: noteId }, open: null },
      { name: `PATCH /rest/v1/${String(name)}?id=eq.${noteId}`, json: { id: noteId }, open: null },
      { name: `DELETE /rest/v1/${String(name)}?id=eq.${noteId}`, open: null },
    ]),
    ...functions.map(({ name, parameters }) => ({
      name: `POST /rest/v1/rpc/${String(name)}`,
      json: Object.fromEntries((parameters as string[]).map((each) => [each, null])),
      open: null,
    })),
    ...buckets.flatMap(({ name, type }) => [
      { name: `POST /storage/v1/object/list/${String(name)}`, json: { prefix: '' }, open: null },
      { name: `GET /storage/v1/object/${String(name)}/${noteId}/x`, open: null },
      { name: `GET /storage/v1/object/public/${String(name)}/${noteId}/x`, open: null },
      {
        name: `POST /storage/v1/object/${String(name)}/${noteId}/x`,
        json: {},
        // Of a type that the bucket takes: rules have to refuse it, not its type.
        headers: { 'content-type': String(type) },
        open: null,
      },
      { name: `DELETE /storage/v1/object/${String(name)}/${noteId}/x`, open: null },
      { name: `POST /storage/v1/object/sign/${String(name)}/${noteId}/x`, json: { expiresIn: 60 }, open: null },
    ]),
    ...edgeFunctions(folder).map((name) => ({
      name: `POST /functions/v1/${name}`,
      json: {},
      open: SIGNED_FUNCTIONS.has(name) ? ('signed webhook' as const) : null,
    })),
  ];
}

function edgeFunctions(folder: string): string[] {
  return readdirSync(join(folder, 'supabase', 'functions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^_|^tests$/.test(entry.name))
    .map(({ name }) => name);
}
