import assert from 'node:assert/strict';

import { Webhook } from 'standardwebhooks';

import { Problem } from '../_shared/problem.ts';
import { verifiedEvent } from '../webhook/verify.ts';

const secret = `whsec_${btoa('0123456789abcdef01234567')}`;

function delivery(body: string, { age = 0, by = secret } = {}) {
  const sent = new Date(Date.now() - age * 1000);
  return {
    headers: new Headers({
      'webhook-id': 'event-1',
      'webhook-timestamp': String(Math.floor(sent.getTime() / 1000)),
      'webhook-signature': new Webhook(by).sign('event-1', sent, body),
    }),
    body: new TextEncoder().encode(body),
  };
}

function refusal(headers: Headers, body: Uint8Array): string {
  try {
    verifiedEvent(secret, headers, body);
  } catch (error) {
    if (error instanceof Problem) return error.outcome;
    throw error;
  }
  return 'taken';
}

Deno.test('a signed event is taken', () => {
  const { headers, body } = delivery('{"type":"paid"}', { age: 240 });
  assert.deepEqual(verifiedEvent(secret, headers, body), { id: 'event-1', type: 'paid' });
});

Deno.test('another secret, body or id, and an old or early time are refused', () => {
  const good = delivery('{"type":"paid"}');
  const other = delivery('{"type":"paid"}', { by: `whsec_${btoa('another secret, as long')}` });
  assert.equal(refusal(other.headers, other.body), 'unauthenticated');
  assert.equal(
    refusal(good.headers, new TextEncoder().encode('{"type":"void"}')),
    'unauthenticated',
  );
  const renamed = new Headers(good.headers);
  renamed.set('webhook-id', 'event-2');
  assert.equal(refusal(renamed, good.body), 'unauthenticated');
  assert.equal(refusal(new Headers(), good.body), 'unauthenticated');
  for (const age of [360, -360]) {
    const { headers, body } = delivery('{"type":"paid"}', { age });
    assert.equal(refusal(headers, body), 'unauthenticated');
  }
});

Deno.test('a signed body that is no event is invalid', () => {
  for (const body of ['not JSON', '[]', '{}', '{"type":7}', '{"type":""}']) {
    const { headers, body: bytes } = delivery(body);
    assert.equal(refusal(headers, bytes), 'invalid', body);
  }
});
