import type { Query } from '@plinth/conformance/kit/postgres';

/**
 * All times that the platform and the project have stored move back: for them, the clock has moved on. Triggers do
 * not hear of it. The key of a scheduled job is the time of its run, as text.
 */
export async function advanceClock(query: Query, seconds: number): Promise<void> {
  const columns = await query(
    `select a.attrelid::regclass::text as "table", quote_ident(a.attname) as "column"
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and a.attgenerated = ''
       and a.atttypid in ('timestamptz'::regtype, 'timestamp'::regtype)
       and c.relnamespace::regnamespace::text in ('auth', 'private', 'public', 'storage')`,
  );
  const updates = columns.map(
    ({ table, column }) =>
      `update ${String(table)} set ${String(column)} = ${String(column)} - interval '${seconds} seconds';`,
  );
  await query(`
    set session_replication_role = replica;
    ${updates.join('\n')}
    update private.jobs
    set unique_key = to_char(unique_key::timestamp - interval '${seconds} seconds', 'YYYY-MM-DD"T"HH24:MI:SS')
    where unique_key is not null;
  `);
}
