import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Hono } from 'hono';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createOutbox, type Outbox } from '../outbox.ts';
import { createFunctionLogs, type FunctionLogs } from './function-logs.ts';
import { pageRoutes } from './routes.ts';

const address = 'http://localhost:1234';
let directory: string;
let outbox: Outbox;
let logs: FunctionLogs;
let sql: postgres.Sql;
let page: Hono;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'page-test-'));
  outbox = createOutbox(directory);
  logs = createFunctionLogs();
  sql = postgres(process.env['DATABASE_URL'] ?? '', { max: 2 });
  page = pageRoutes({ project: 'demo', url: 'http://127.0.0.1:1', outbox, logs, sql });
});

afterAll(async () => {
  await sql.end();
  rmSync(directory, { recursive: true });
});

const get = async (path: string) => (await page.request(`${address}${path}`)).text();

test('mails are shown, with their links, and escaped', async () => {
  const text = 'Open http://127.0.0.1:1/verify?a=1&b=2 <now>';
  await outbox.put({ to: 'ada@example.com', subject: '<b>Hello</b>', text, html: '' });
  const [mail] = await outbox.list();

  expect(await get('/')).toContain('&lt;b&gt;Hello&lt;/b&gt;');
  const letter = await get(`/mails/${mail?.id}`);
  expect(letter).toContain('href="http://127.0.0.1:1/verify?a=1&amp;b=2"');
  expect(letter).toContain('&lt;now&gt;');
  expect(letter).not.toContain('<now>');
  expect(mail?.links).toEqual(['http://127.0.0.1:1/verify?a=1&b=2']);
});

test('a dead letter is shown with its error and can be tried again', async () => {
  const id = randomUUID();
  await sql`
    insert into private.jobs (id, queue, state, attempts, last_error, finished_at)
    values (${id}, 'clean-up', 'dead', 5, 'the disk was full', now())`;
  expect(await get('/jobs')).toContain('the disk was full');

  const retry = () => page.request(`${address}/jobs/dead/${id}/retry`, { method: 'POST' });
  expect((await retry()).status).toBe(303);
  const [job] = await sql`select state from private.jobs where id = ${id}`;
  expect(job?.['state']).not.toBe('dead');
  expect((await retry()).status).toBe(404);
});

test('lines of functions are shown, but not the calls of the schedule', async () => {
  const time = new Date().toISOString();
  const line = { level: 'info', time, msg: 'request', route: '/work', status: 200 };
  logs.add('work', JSON.stringify(line));
  logs.add('work', JSON.stringify({ ...line, level: 'error', msg: 'job failed' }));
  logs.add('webhook', 'printed');

  const shown = await get('/logs');
  expect(shown).toContain('job failed');
  expect(shown).toContain('printed');
  expect(logs.list()).toHaveLength(2);
});

test('neither a foreign name nor a foreign page gets in', async () => {
  const post = (headers: Record<string, string>) =>
    page.request(`${address}/jobs/dead/retry`, { method: 'POST', headers });
  expect((await page.request('http://evil.example:1234/mails')).status).toBe(421);
  expect((await post({ origin: 'http://evil.example' })).status).toBe(403);
  expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await post({ origin: 'http://localhost:99' })).status).toBe(403);
});

test('nothing but the files of the page may run in it', async () => {
  const { headers } = await page.request(`${address}/`);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
});
