import { setTimeout as sleep } from 'node:timers/promises';

import type { SystemHost, Undo } from '@plinth/conformance/contract/host';

import { advanceClock } from './clock.ts';
import type { Server } from './database.ts';
import { EXPORT_LOCK } from './probes.ts';

const DAY_SECONDS = 24 * 60 * 60;

export interface WorkPlace {
  readonly server: Server;
  readonly database: string;
  /** What webhooks are signed with, in base64. */
  readonly webhookSecret: string;
  /** What the functions printed. */
  output(): string;
}

/** Background work as the machine sees it: through the outbox, the probes and the log. */
export function workHost(place: WorkPlace): Partial<SystemHost> {
  const { server, database } = place;
  const query = server.on(database);
  const count = async (text: string, values?: unknown[]): Promise<number> => {
    const [row] = await query(`select (${text})::int as count`, values);
    return Number(row?.['count'] ?? 0);
  };
  const refuse = async (when: string, table: string, condition = 'true'): Promise<Undo> => {
    await query(
      `create trigger conformance_refuse before ${when} on ${table} for each row when (${condition})
       execute function conformance.refuse()`,
    );
    return async () => {
      await query(`drop trigger conformance_refuse on ${table}`);
    };
  };
  return {
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
      const stands = () =>
        count(
          `select count(*) from pg_locks where locktype = 'advisory' and not granted and objid = ${EXPORT_LOCK}
           and database = (select oid from pg_database where datname = current_database())`,
        );
      const untilItStands = async (): Promise<void> => {
        while ((await stands()) === 0) await sleep(50);
      };
      return { running: untilItStands(), release };
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
    async deadLetters() {
      const rows = await query(
        `select id, attempts, last_error from private.jobs where state = 'dead' order by finished_at`,
      );
      return rows.map(({ id, attempts, last_error: error }) => ({
        id: String(id),
        attempts: Number(attempts),
        error: String(error ?? ''),
      }));
    },
    breakQueue: () => refuse('insert', 'private.jobs', `new.queue = 'make-export'`),
    breakExportRows: () => refuse('insert', 'public.exports'),
    breakOwnCode: () => refuse('update', 'public.attachments'),
    internals: async () => ['conformance_refuse', 'this change is to fail', 'P0001'],
    countExportRows: () => count('select count(*) from public.exports'),
    countExportJobs: () => count(`select count(*) from private.jobs where queue = 'make-export'`),
    webhookSecret: async () => place.webhookSecret,
    countWebhooks: (type) =>
      count('select coalesce(sum(count), 0) from private.webhook_counts where type = $1', [type]),
    reachCleanUp: () => advanceClock(query, DAY_SECONDS),
    countCleanUps: async () => (place.output().match(/"cleaned up"/g) ?? []).length,
  };
}
