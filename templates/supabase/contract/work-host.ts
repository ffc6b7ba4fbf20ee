import type { SystemHost } from '@plinth/conformance/contract/host';
import type { Kit } from '@plinth/conformance/kit/kit';

import { advanceClock } from './clock.ts';
import type { Server } from './database.ts';

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
export function workHost(kit: Kit, place: WorkPlace): Partial<SystemHost> {
  const { server, database } = place;
  const query = server.on(database);
  const probes = kit.exportProbes(server, database);
  const { count } = probes;
  return {
    ...probes.host,
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
    breakQueue: () => probes.refuse('insert', 'private.jobs', `new.queue = 'make-export'`),
    breakExportRows: () => probes.refuse('insert', 'public.exports'),
    breakOwnCode: () => probes.refuse('update', 'public.attachments'),
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
