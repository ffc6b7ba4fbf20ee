import type { Export, Operations } from '@plinth/conformance/contract/operations';
import type { HttpAnswer } from '@plinth/conformance/kit/http';

import { body, bytes, type Call, nothing } from './caller.ts';

const STATES = { pending: 'waiting', ready: 'done', failed: 'failed' } as const;

/** Exports and webhooks: what a worker does the rest of. */
export function workOperations(call: Call): Partial<Operations> {
  return {
    requestExport: (visitor) => call('POST', '/v1/exports', { visitor, read: exportOf }),
    readExport: (visitor, id) => call('GET', `/v1/exports/${id}`, { visitor, read: exportOf }),
    downloadExport: (visitor, id) =>
      call('GET', `/v1/exports/${id}/file`, { visitor, read: bytes }),
    deliverWebhook: ({ headers, body: content }) =>
      call('POST', '/webhooks/conformance', { headers, body: content, read: nothing }),
  };
}

function exportOf(answer: HttpAnswer): Export {
  const { id, status } = body<{ id: string; status: keyof typeof STATES }>(answer);
  return { id, state: STATES[status] };
}
