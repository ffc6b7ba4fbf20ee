import { randomUUID } from 'node:crypto';

import { Webhook } from 'standardwebhooks';
import { beforeAll, describe, expect, test } from 'vitest';

import { url } from './support/environment.ts';
import { newAdmin, newMember, type Person } from './support/people.ts';

const secret = process.env['WEBHOOK_SECRET'] ?? '';
const minutes = 60_000;

interface Delivery {
  id?: string;
  type: string;
  at?: Date;
  secret?: string;
}

function deliver({ id = randomUUID(), type, at = new Date(), secret: by = secret }: Delivery) {
  const body = JSON.stringify({ type });
  return post(body, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(by).sign(id, at, body),
  });
}

async function post(body: string, headers: Record<string, string>): Promise<number> {
  const answer = await fetch(`${url}/functions/v1/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return answer.status;
}

let admin: Person;

beforeAll(async () => {
  admin = await newAdmin();
});

async function countOf(type: string): Promise<number> {
  const { data, error } = await admin.client.rpc('admin_webhook_counts');
  if (error) throw error;
  return data.find((each) => each.type === type)?.count ?? 0;
}

test('an event counts once, however often it is delivered', async () => {
  const type = `invoice.paid.${randomUUID()}`;
  const id = randomUUID();
  const statuses = await Promise.all([1, 2, 3, 4, 5].map(() => deliver({ id, type })));
  expect(statuses).toEqual([202, 202, 202, 202, 202]);
  expect(await countOf(type)).toBe(1);
  await deliver({ type });
  expect(await countOf(type)).toBe(2);
});

describe('refused is an event', () => {
  const other = `whsec_${Buffer.from('another secret of 24 bytes').toString('base64')}`;

  test.each([
    ['signed with another secret', { secret: other }],
    ['from six minutes ago', { at: new Date(Date.now() - 6 * minutes) }],
    ['from six minutes ahead', { at: new Date(Date.now() + 6 * minutes) }],
  ])('%s', async (_what, delivery) => {
    const type = `invoice.paid.${randomUUID()}`;
    expect(await deliver({ type, ...delivery })).toBe(401);
    expect(await countOf(type)).toBe(0);
  });

  test('without a signature', async () => {
    expect(await post('{"type":"invoice.paid"}', {})).toBe(401);
  });
});

test('a member does not see the counts', async () => {
  const { client } = await newMember();
  expect((await client.rpc('admin_webhook_counts')).error?.code).toBe('42501');
});
