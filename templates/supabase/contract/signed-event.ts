import { createHmac, randomUUID } from 'node:crypto';

import type { WireRequest } from '@plinth/conformance/contract/host';

/** An event as Standard Webhooks signs it, which a project's function takes. `secret` is in base64. */
export function signedEvent(url: string, secret: string): WireRequest {
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const body = JSON.stringify({ type: 'conformance.headers' });
  const signature = createHmac('sha256', Buffer.from(secret, 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return {
    url,
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
  };
}
