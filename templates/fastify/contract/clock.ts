import type { Query } from '@plinth/conformance/kit/postgres';

/**
 * All times that the service and its queue have stored move back: for them, the clock has moved on.
 *
 * The queue reads and writes the time of its last look in one statement. One that waited for a row in the middle of
 * the move would have read the time before it, and written that nothing was missed; so it waits for the table.
 */
export async function advanceClock(query: Query, seconds: number): Promise<void> {
  // The rows of a partition are those of the table that it belongs to.
  const columns = await query(
    `select a.attrelid::regclass::text as "table", quote_ident(a.attname) as "column"
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0
       and a.atttypid in ('timestamptz'::regtype, 'timestamp'::regtype)
       and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')`,
  );
  const updates = columns.map(
    ({ table, column }) =>
      `update ${String(table)} set ${String(column)} = ${String(column)} - interval '${seconds} seconds';`,
  );
  const statements = ['begin;', 'lock table jobs.version;', ...updates, 'commit;'];
  await query(statements.join('\n'));
}
