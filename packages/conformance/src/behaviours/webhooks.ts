import { createHmac, randomUUID } from 'node:crypto';
import type { WebhookDelivery } from '../contract/operations.ts';

/**
 * A new event, signed as Standard Webhooks say: HMAC-SHA256 over `id.timestamp.body`. `age` in seconds. It is the
 * only one of its type, so that a count of the type is a count of the event.
 */
export function signedEvent(
  secret: string,
  { age = 0 }: { readonly age?: number } = {},
): WebhookDelivery & { readonly id: string; readonly type: string } {
  const word = randomUUID();
  const [id, type] = [`event-${word}`, `invoice.paid.${word}`];
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  const body = JSON.stringify({
    type,
    timestamp: new Date(Number(timestamp) * 1000).toISOString(),
    data: { id },
  });
  const signature = createHmac('sha256', Buffer.from(secret, 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return {
    id,
    type,
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
  };
}
