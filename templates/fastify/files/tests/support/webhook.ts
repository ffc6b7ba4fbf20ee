import { createHmac, randomBytes } from 'node:crypto';

import type { TestService } from './service.ts';

const key = randomBytes(32);

export const webhookSecret = `whsec_${key.toString('base64')}`;

export function signature(id: string, timestamp: number, body: string): string {
  const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return `v1,${digest}`;
}

export const now = () => Math.floor(Date.now() / 1000);

export function newEventId(): string {
  return `msg_${randomBytes(9).toString('base64url')}`;
}

/** Delivers an event; parts can be given that make the delivery wrong. */
export function deliver(
  service: TestService,
  {
    source = 'shop',
    id = newEventId(),
    type = 'order.paid',
    body = JSON.stringify({ type, timestamp: new Date().toISOString(), data: { total: 12 } }),
    timestamp = now(),
    signatures = signature(id, timestamp, body),
  } = {},
) {
  return service.client().post(`/webhooks/${source}`, body, {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures,
  });
}
