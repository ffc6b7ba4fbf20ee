import { randomBytes } from 'node:crypto';

import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';

import { webhookEvents } from '../src/features/webhooks/schema.ts';
import { newAdmin, newMember } from './support/accounts.ts';
import { useService } from './support/service.ts';
import { deliver, newEventId, now, signature, webhookSecret } from './support/webhook.ts';
import { patience, useWorker } from './support/worker.ts';

const retired = `whsec_${randomBytes(32).toString('base64')}`;
const service = await useService({ WEBHOOK_SECRET: `${retired},${webhookSecret}` });
const without = await useService();
await useWorker(service);
const admin = await newAdmin(service);

async function counts(): Promise<Record<string, number>> {
  const answer = await admin.client.get<{ items: { type: string; count: number }[] }>(
    '/v1/admin/webhook-counts',
  );
  return Object.fromEntries(answer.body.items.map(({ type, count }) => [type, count]));
}

describe('a signed event', () => {
  test('counts once when it is delivered five times at once, and again later', async () => {
    const event = { id: newEventId(), type: 'five.times' };
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => deliver(service, event)));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(202));
    await expect.poll(counts, patience).toMatchObject({ 'five.times': 1 });

    expect((await deliver(service, event)).status).toBe(202);
    // A further event goes through the same queue, so by then the repetition has had its turn.
    await deliver(service, { type: 'after.five' });
    await expect.poll(counts, patience).toMatchObject({ 'after.five': 1 });
    expect(await counts()).toMatchObject({ 'five.times': 1 });
  });

  test('with the id of another source is another event', async () => {
    const event = { id: newEventId(), type: 'two.sources' };
    await deliver(service, { ...event, source: 'shop' });
    await deliver(service, { ...event, source: 'bank' });
    await expect
      .poll(async () => {
        const answer = await admin.client.get<{ items: object[] }>('/v1/admin/webhook-counts');
        return answer.body.items;
      }, patience)
      .toEqual(
        expect.arrayContaining([
          { source: 'bank', type: 'two.sources', count: 1 },
          { source: 'shop', type: 'two.sources', count: 1 },
        ]),
      );
  });

  test('may carry several signatures, and any media type', async () => {
    const id = newEventId();
    const body = '{"type":"many.signatures","text":"\\u0000 \\ud800 é"}';
    const right = signature(id, now(), body);
    const wrong = `v1,${randomBytes(32).toString('base64')}`;
    const answer = await deliver(service, {
      id,
      body,
      signatures: `v1a,${randomBytes(64).toString('base64')} ${wrong} ${right}`,
    });
    expect(answer.status).toBe(202);
    const [event] = await service.db
      .select()
      .from(webhookEvents)
      .where(eq(webhookEvents.eventId, id));
    expect(event?.body).toBe(body);
  });
});

describe('an event is refused', () => {
  const id = newEventId();
  const body = '{"type":"forged"}';
  const old = now() - 301;
  const early = now() + 600;
  test.each<[string, Parameters<typeof deliver>[1]]>([
    ['signed with another secret', { signatures: `v1,${randomBytes(32).toString('base64')}` }],
    ['with a signature of another body', { id, signatures: signature(id, now(), body) }],
    ['with a signature of another id', { body, signatures: signature('other', now(), body) }],
    ['that is older than five minutes', { timestamp: old }],
    ['from the future', { timestamp: early }],
    ['with an old signature and a new time', { id, body, signatures: signature(id, old, body) }],
    [
      'whose signature has no version',
      { id, body, signatures: signature(id, now(), body).slice(3) },
    ],
    ['without a signature', { signatures: '' }],
    ['whose signature is cut', { id, body, signatures: signature(id, now(), body).slice(0, 20) }],
  ])('%s', async (_what, parts) => {
    const answer = await deliver(service, parts);
    expect(answer.status).toBe(401);
    expect(await counts()).not.toHaveProperty('forged');
  });

  test('that is signed, but no JSON object with a type', async () => {
    for (const wrong of ['', 'x', '[]', '{}', '{"type":7}', '{"type":"a\\u0000"}']) {
      expect((await deliver(service, { body: wrong })).status).toBe(422);
    }
  });
});

test('there is no such route without a secret', async () => {
  expect((await deliver(without)).status).toBe(404);
});

test('the counts are for admins', async () => {
  const member = await newMember(service);
  expect((await member.client.get('/v1/admin/webhook-counts')).status).toBe(403);
});
