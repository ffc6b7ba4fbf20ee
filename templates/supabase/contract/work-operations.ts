import type { Export, Operations } from '@plinth/conformance/contract/operations';
import type { Kit } from '@plinth/conformance/kit/kit';

import type { Call, Place } from './caller.ts';
import { download } from './file-operations.ts';

const STATES = { pending: 'waiting', ready: 'done', failed: 'failed' } as const;

interface ExportRow {
  readonly id: string;
  readonly state: keyof typeof STATES;
  readonly path: string;
}

/** Exports, which a job does the rest of, and webhooks. */
export function workOperations(kit: Kit, call: Call, { url }: Place): Partial<Operations> {
  return {
    requestExport: (visitor) =>
      call(visitor, (client) => client.rpc('request_export'), { read: exportOf }),
    readExport: (visitor, id) =>
      call(visitor, (client) => client.from('exports').select().eq('id', id).single(), {
        read: exportOf,
      }),
    downloadExport: async (visitor, id) => {
      const found = await call(
        visitor,
        (client) => client.from('exports').select().eq('id', id).single(),
        { read: ({ path }: ExportRow) => path },
      );
      if (found.value === undefined) return { ...found, value: undefined };
      return download(call, visitor, 'exports', found.value);
    },
    deliverWebhook: ({ headers, body }) =>
      kit.request(`${url}/functions/v1/webhook`, {
        method: 'POST',
        headers,
        body,
        read: () => undefined,
      }),
  };
}

function exportOf({ id, state }: ExportRow): Export {
  return { id, state: STATES[state] };
}
