import type { SystemHost } from '@plinth/conformance/contract/host';
import type { Query } from '@plinth/conformance/kit/postgres';

import type { Send } from './send.ts';

type Visible = Awaited<ReturnType<SystemHost['tablesAndBuckets']>>[number];

/** Each table and bucket of the project: whether rules stand on it, and what the client key alone reads. */
export async function tablesAndBuckets(query: Query, send: Send): Promise<Visible[]> {
  const tables = await query(
    `select relnamespace::regnamespace::text as schema, relname as name, relrowsecurity as rules
     from pg_class where relkind in ('r', 'p', 'v', 'm') and relnamespace in ('public'::regnamespace, 'private'::regnamespace)
     order by 1, 2`,
  );
  const buckets = await query(
    `select id as name, not public and (select relrowsecurity from pg_class where oid = 'storage.objects'::regclass) as rules
     from storage.buckets order by 1`,
  );
  const rowsOf = async (name: string, options: Parameters<Send>[1]): Promise<number> => {
    const { value } = await send(name, { ...options, read: (body: unknown) => body });
    return Array.isArray(value) ? value.length : 0;
  };
  return Promise.all([
    ...tables.map(async ({ schema, name, rules }) => ({
      name: `${String(schema)}.${String(name)}`,
      rules: rules === true,
      visibleRows: await rowsOf(`GET /rest/v1/${String(name)}`, {
        headers: { 'accept-profile': String(schema) },
      }),
    })),
    ...buckets.map(async ({ name, rules }) => ({
      name: `the bucket ${String(name)}`,
      rules: rules === true,
      visibleRows: await rowsOf(`POST /storage/v1/object/list/${String(name)}`, {
        json: { prefix: '' },
      }),
    })),
  ]);
}
