import { randomInt } from 'node:crypto';

import * as fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';

import { newAdmin, newMember } from './support/accounts.ts';
import { newNote, pdf, upload } from './support/attachments.ts';
import { useGitHub } from './support/github.ts';
import { createActors } from './support/openapi/actors.ts';
import { type Description, operationsOf } from './support/openapi/description.ts';
import { createFaultFinder } from './support/openapi/faults.ts';
import { type FuzzRequest, requestsFor } from './support/openapi/requests.ts';
import { useSender } from './support/openapi/send.ts';
import { useService } from './support/service.ts';
import { newEventId, now, signature, webhookSecret } from './support/webhook.ts';
import { patience, useWorker } from './support/worker.ts';

/*
 * Sends requests that are made from the API's own description, right and wrong ones, and holds each
 * answer against it. FUZZ_RUNS is the number of requests; FUZZ_SEED repeats a run.
 */
const runs = Number(process.env['FUZZ_RUNS'] ?? 2_000);
const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));

useGitHub();
const service = await useService({
  RATE_LIMIT_MAX: '1000000',
  WEBHOOK_SECRET: webhookSecret,
  SOCIAL_GITHUB_CLIENT_ID: 'client-id',
  SOCIAL_GITHUB_CLIENT_SECRET: 'client-secret',
});
await useWorker(service);
const member = await newMember(service);
const admin = await newAdmin(service);
const foreigner = await newMember(service);

const response = await fetch(`${service.url}/docs/json`);
const description = (await response.json()) as Description;
const operations = operationsOf(description);
const faultIn = createFaultFinder(description);
const send = useSender(service.url);
const headersOf = createActors(service, { member: member.id, admin: admin.id });
const examples = await existing();

const statuses = new Map<number, number>();
afterAll(() => {
  const total = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  const each = [...statuses].toSorted(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`);
  process.stdout.write(`${total} requests, FUZZ_SEED=${seed} (${each.join(', ')})\n`);
});

/** Ids of records that are there, own and foreign ones, so that requests get past "not found". */
async function existing() {
  const ids: string[] = [];
  for (const { client } of [member, admin, foreigner]) {
    for (let count = 0; count < 5; count += 1) {
      const note = await newNote(client);
      const file = await upload(client, note.id, 'a.pdf', pdf);
      ids.push(note.id, file.id);
    }
    const asked = await client.post<{ id: string }>('/v1/exports');
    await vi.waitFor(async () => {
      const { status } = (await client.get(`/v1/exports/${asked.body.id}`)).body;
      expect(status).toBe('ready');
    }, patience);
    ids.push(asked.body.id);
  }
  return {
    id: ids,
    email: [member.email],
    'idempotency-key': ['first', 'second'],
    limit: ['1', '100'],
    version: ['1'],
  };
}

/** Half of the webhooks carry a right signature: no random one ever would. */
function signed({ target, body = '' }: FuzzRequest): Record<string, string> {
  if (!target.startsWith('/webhooks/') || body.length % 2 === 0) return {};
  const id = newEventId();
  return {
    'webhook-id': id,
    'webhook-timestamp': String(now()),
    'webhook-signature': signature(id, now(), String(body)),
  };
}

describe.concurrent('each answer is one that the description names', () => {
  test.each(operations)('$name', async (operation) => {
    const request = requestsFor(operation, examples);
    const property = fc.asyncProperty(request, async (sent) => {
      const headers = { ...sent.headers, ...signed(sent), ...(await headersOf(sent.actor)) };
      const answer = await send({ ...sent, headers });
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      expect(faultIn(operation, answer)).toBeUndefined();
    });
    await fc.assert(property, { numRuns: Math.ceil(runs / operations.length), seed });
  });
});

describe.concurrent('a method that the description does not name', () => {
  const others = Object.entries(description.paths).map(([path, methods]) => ({
    path: path.replaceAll(/\{\w+\}/g, 'x'),
    named: Object.keys(methods).map((method) => method.toUpperCase()),
  }));

  test.each(others)('of $path is refused', async ({ path: target, named }) => {
    const headers = await headersOf('member');
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      if (named.includes(method)) continue;
      const answer = await send({ method, target, headers, body: undefined });
      expect([method, answer.status, answer.contentType]).toEqual([
        method,
        405,
        'application/problem+json',
      ]);
      expect(String(answer.headers['allow']).split(', ')).toEqual(expect.arrayContaining(named));
    }
  });
});

describe('what the description says of', () => {
  test('numbers in addresses is meant: decimal digits', async () => {
    for (const limit of ['0x10', '1e1', '+5', '%205', '5.0', '']) {
      const { status } = await member.client.get(`/v1/notes?limit=${limit}`);
      expect([limit, status]).toEqual([limit, 422]);
    }
    expect((await member.client.get('/v1/notes?limit=16')).status).toBe(200);
  });

  test('bodies is meant: JSON in UTF-8, whatever the type claims', async () => {
    const create = async (type: string, encoding: BufferEncoding) => {
      const headers = { ...(await headersOf('member')), 'content-type': type };
      const body = Buffer.from('{"title":"Grüße","body":""}', encoding);
      return send({ method: 'POST', target: '/v1/notes', headers, body });
    };
    expect((await create('application/json; charset=utf-16', 'utf16le')).status).toBe(415);
    expect((await create('application/json; charset=utf-16', 'utf8')).status).toBe(415);
    expect((await create('application/json', 'latin1')).status).toBe(422);
    expect((await create('application/json; charset="UTF-8"', 'utf8')).status).toBe(201);
  });

  test('a token in a path is meant: it leads nowhere else', async () => {
    for (const token of ['..', '%2E%2E', '..%2Fget-session']) {
      const { status } = await member.client.get(
        `/api/auth/reset-password/${token}?callbackURL=%2F`,
      );
      expect([token, [404, 422].includes(status)]).toEqual([token, true]);
    }
  });
});
