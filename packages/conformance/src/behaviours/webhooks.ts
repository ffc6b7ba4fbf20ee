import { createHmac, randomUUID } from 'node:crypto';
import type { WebhookDelivery } from '../contract/operations.ts';

/** A new event, signed as Standard Webhooks say: HMAC-SHA256 over `id.timestamp.body`. `age` in seconds. */
export function signedEvent(
  secret: string,
  { age = 0, id = `event-${randomUUID()}` }: { readonly age?: number; readonly id?: string } = {},
): WebhookDelivery & { readonly id: string } {
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  const body = JSON.stringify({
    type: 'invoice.paid',
    timestamp: new Date(Number(timestamp) * 1000).toISOString(),
    data: { id },
  });
  const signature = createHmac('sha256', Buffer.from(secret, 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return {
    id,
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
  };
}
