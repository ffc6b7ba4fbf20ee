import type { SystemHost } from '@plinth/conformance/contract/host';
import type { Kit } from '@plinth/conformance/kit/kit';

import { advanceClock } from './clock.ts';
import type { Server } from './database.ts';

const DAY_SECONDS = 24 * 60 * 60;

export interface WorkPlace {
  server: Server;
  database: string;
  /** What webhooks are signed with, in base64. */
  webhookSecret: string;
  workerOutput(): string;
}

/** Background work as the machine sees it: through the queue's tables, the probes and the log. */
export function workHost(kit: Kit, place: WorkPlace): Partial<SystemHost> {
  const { server, database } = place;
  const query = server.on(database);
  const probes = kit.exportProbes(server, database);
  const { count } = probes;
  return {
    ...probes.host,
    async deadLetters() {
      const rows = await query(
        `select id, source_retry_count, source_output->'error'->>'message' as error from jobs.job
         where name = 'dead-letters' and state = 'created' order by created_on`,
      );
      return rows.map(({ id, source_retry_count: retries, error }) => ({
        id: String(id),
        attempts: Number(retries) + 1,
        error: String(error ?? ''),
      }));
    },
    breakQueue: () => probes.refuse('insert', 'jobs.job', `new.name = 'make-export'`),
    breakExportRows: () => probes.refuse('insert', 'exports'),
    countExportRows: () => count('select count(*) from exports'),
    countExportJobs: () => count(`select count(*) from jobs.job where name = 'make-export'`),
    webhookSecret: async () => place.webhookSecret,
    countWebhooks: (type) =>
      count('select coalesce(sum(count), 0) from webhook_counts where type = $1', [type]),
    reachCleanUp: () => advanceClock(query, DAY_SECONDS),
    countCleanUps: async () => (place.workerOutput().match(/"cleaned up"/g) ?? []).length,
  };
}
