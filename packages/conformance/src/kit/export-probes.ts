import { setTimeout as sleep } from 'node:timers/promises';
import type { SystemHost, Undo } from '../contract/host.ts';
import type { PostgresServer } from './postgres.ts';

/** Key of the lock at which exports stand still; no project uses one of this number. */
const EXPORT_LOCK = 727_100;

/**
 * What is added to a migrated database to look at exports and to disturb them. A driver's triggers call the parts: a
 * row in `runs` for each start of a job, `hold()` where an export is to stand still, `note_effect()` where it becomes
 * ready. A sequence counts the runs that are to fail, since what it counted stays when the transaction is undone.
 */
const PARTS = `
  create schema conformance;
  create table conformance.runs (export_id uuid not null, at timestamptz not null default clock_timestamp());
  create table conformance.effects (export_id uuid not null);
  create table conformance.failing (up_to bigint not null);
  insert into conformance.failing values (0);
  create sequence conformance.attempts;

  create function conformance.hold() returns trigger language plpgsql security definer as $$
  begin
    perform pg_advisory_xact_lock_shared(${EXPORT_LOCK});
    return new;
  end $$;

  create function conformance.note_effect() returns trigger language plpgsql security definer as $$
  begin
    if nextval('conformance.attempts') <= (select up_to from conformance.failing) then
      raise exception 'this run is to fail';
    end if;
    insert into conformance.effects values (new.id);
    return new;
  end $$;

  create function conformance.refuse() returns trigger language plpgsql security definer as $$
  begin
    raise exception 'this change is to fail';
  end $$;
`;

/** Exports of one database, seen and disturbed through the probes. */
export interface ExportProbes {
  /** Puts them into a migrated database, and the driver's triggers that call them. */
  install(triggers: string): Promise<void>;
  readonly host: Pick<SystemHost, 'failExports' | 'holdExport' | 'jobRuns' | 'exportEffects'>;
  /** The number that a query gives. */
  count(query: string, values?: unknown[]): Promise<number>;
  /** Makes `when` (`insert`, `update`) on a table fail, for the rows of a condition. */
  refuse(when: string, table: string, condition?: string): Promise<Undo>;
}

export function exportProbes(
  server: Pick<PostgresServer, 'on' | 'hold'>,
  database: string,
): ExportProbes {
  const query = server.on(database);
  const count: ExportProbes['count'] = async (text, values) => {
    const [row] = await query(`select (${text})::int as count`, values);
    return Number(row?.['count'] ?? 0);
  };
  const untilOneStands = async (): Promise<void> => {
    const standing = `select count(*) from pg_locks where locktype = 'advisory' and not granted
      and objid = ${EXPORT_LOCK} and database = (select oid from pg_database where datname = current_database())`;
    while ((await count(standing)) === 0) await sleep(50);
  };
  return {
    count,
    async install(triggers) {
      await query(PARTS + triggers);
    },
    async refuse(when, table, condition = 'true') {
      await query(
        `create trigger conformance_refuse before ${when} on ${table} for each row when (${condition})
         execute function conformance.refuse()`,
      );
      return async () => {
        await query(`drop trigger conformance_refuse on ${table}`);
      };
    },
    host: {
      async failExports(times) {
        const failUpTo = 'update conformance.failing set up_to = $1';
        await query(`select setval('conformance.attempts', 1, false)`);
        await query(failUpTo, [times]);
        return async () => {
          await query(failUpTo, [0]);
        };
      },
      async holdExport() {
        const release = await server.hold(database, `select pg_advisory_lock(${EXPORT_LOCK})`);
        const running = untilOneStands();
        // A behaviour that ends before it waits for this drops the database, and with it what is asked here.
        running.catch(() => {});
        return { running, release };
      },
      async jobRuns(exportId) {
        const rows = await query(
          'select extract(epoch from at) * 1000 as at from conformance.runs where export_id = $1 order by at',
          [exportId],
        );
        return rows.map(({ at }) => Math.round(Number(at)));
      },
      exportEffects: (exportId) =>
        count('select count(*) from conformance.effects where export_id = $1', [exportId]),
    },
  };
}
