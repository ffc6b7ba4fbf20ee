import { Client as Postgres } from 'pg';
import { expect, test } from 'vitest';

import { createAppClient } from '../src/client.ts';
import { requestExport } from '../src/exports.ts';
import { databaseUrl } from '../scripts/support/database.ts';
import { publishableKey, url } from './support/environment.ts';
import { newMember } from './support/people.ts';

const traceId = crypto.randomUUID().replaceAll('-', '');
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;

/** `fetch` as an app passes it on to be in its own trace. */
const tracedFetch: typeof fetch = (address, init) => {
  const headers = new Headers(init?.headers);
  headers.set('traceparent', traceparent);
  return fetch(address, { ...init, headers });
};

test('a function answers with the trace of its caller', async () => {
  const response = await tracedFetch(`${url}/functions/v1/finish-upload`, { method: 'POST' });
  expect(response.status).toBe(401);
  expect(response.headers.get('x-request-id')).toBe(traceId);
});

test('a job carries the trace of the request that caused it', async () => {
  const member = await newMember();
  const client = createAppClient(url, publishableKey, {
    persistSession: false,
    fetch: tracedFetch,
  });
  const { email, password } = member;
  expect((await client.auth.signInWithPassword({ email, password })).error).toBeNull();
  const asked = await requestExport(client);
  if (!asked.ok) throw new Error(asked.message);

  const database = new Postgres(await databaseUrl());
  await database.connect();
  const { rows } = await database.query(
    `select trace_id from private.jobs where data ->> 'export_id' = $1`,
    [asked.value.id],
  );
  await database.end();
  expect(rows).toEqual([{ trace_id: traceId }]);
});
