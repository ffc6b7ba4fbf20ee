import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour, RunningSystem } from '../contract/behaviour.ts';
import type { WebhookDelivery } from '../contract/operations.ts';
import type { Check } from '../suite/check.ts';

export const WEBHOOKS: readonly Behaviour[] = [
  {
    id: 'B4',
    title: 'A webhook with a wrong signature or old time is refused; one event counts once',
    group: 'B',
    needs: ['jobs'],
    async run({ check, shared }) {
      const { operations, host } = await shared();
      const secret = await host.webhookSecret();
      const good = signedEvent(secret);
      check.ok(await operations.deliverWebhook(good), 'delivering an event');
      await counted(host, check, good.type, 1);
      check.ok(await operations.deliverWebhook(good), 'delivering it again');
      await counted(host, check, good.type, 1);

      const other = signedEvent(randomBytes(32).toString('base64'));
      const tampered = signedEvent(secret);
      const { 'webhook-signature': signature = '', ...unsigned } = tampered.headers;
      const refusedOnes = {
        'signed with another secret': other,
        'with another body': { ...tampered, body: tampered.body.replace('paid', 'void') },
        'with another id': {
          ...tampered,
          headers: { ...tampered.headers, 'webhook-id': `${tampered.id}x` },
        },
        'without a signature': { ...tampered, headers: unsigned },
        'with an empty signature': {
          ...tampered,
          headers: { ...unsigned, 'webhook-signature': 'v1,' },
        },
        'of another version': {
          ...tampered,
          headers: { ...unsigned, 'webhook-signature': signature.replace('v1,', 'v0,') },
        },
        'six minutes old': signedEvent(secret, { age: 360 }),
        'from six minutes ahead': signedEvent(secret, { age: -360 }),
      };
      for (const [what, delivery] of Object.entries(refusedOnes)) {
        check.outcome(
          await operations.deliverWebhook(delivery),
          ['unauthenticated', 'forbidden', 'invalid'],
          `an event ${what}`,
        );
        check.equal(await host.countWebhooks(delivery.type), 0, `counts of the event ${what}`);
      }
      check.ok(
        await operations.deliverWebhook(signedEvent(secret, { age: 240 })),
        'an event four minutes old',
      );
      const many = signedEvent(secret);
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => operations.deliverWebhook(many)),
      );
      for (const answer of answers) check.ok(answer, 'one of five deliveries at once');
      await counted(host, check, many.type, 1);
    },
  },
];

/**
 * A new event, signed as Standard Webhooks say: HMAC-SHA256 over `id.timestamp.body`. `age` in seconds. It is the
 * only one of its type, so that a count of the type is a count of the event.
 */
function signedEvent(
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

/** The count is as expected now, and a moment later: a job may do the counting. */
async function counted(
  host: RunningSystem['host'],
  check: Check,
  type: string,
  expected: number,
): Promise<void> {
  await check.soon(
    () => host.countWebhooks(type),
    (count) => count >= expected,
    'counts of the event',
  );
  await sleep(700);
  check.equal(await host.countWebhooks(type), expected, 'counts of the event, a moment later');
}
