import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { type OutboxPage, startOutboxPage } from './outbox.ts';

let folder: string;
let outbox: OutboxPage;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outbox-test-'));
  outbox = await startOutboxPage(folder, 0);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await outbox.close();
  rmSync(folder, { recursive: true });
});

function leaveMail(mail: { id: string } & Record<string, unknown>): void {
  const defaults = { to: 'ada@example.com', subject: 'Hello', text: 'Hi', links: [] };
  const sentAt = '2026-01-02T03:04:05.678Z';
  writeFileSync(join(folder, `${mail.id}.json`), JSON.stringify({ sentAt, ...defaults, ...mail }));
}

async function get(path: string): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(outbox.url + path);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** fetch does not allow a foreign Host header. */
function statusFor(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(`${outbox.url}/api/mails`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.once('error', reject).end();
  });
}

test('lists mails newest first, on the page and as JSON', async () => {
  leaveMail({ id: 'old', subject: 'First', sentAt: '2026-01-01T00:00:00.000Z' });
  leaveMail({ id: 'new', subject: 'Second', sentAt: '2026-01-02T00:00:00.000Z' });

  expect(JSON.parse((await get('/api/mails')).text)).toMatchObject([{ id: 'new' }, { id: 'old' }]);
  expect((await get('/')).text).toMatch(/Second[^]*First/);
});

test('opens one mail with its addresses clickable', async () => {
  leaveMail({ id: 'a', text: 'Go to http://localhost:3000/confirm?token=a&x=1. (Thanks)' });

  const { text } = await get('/mails/a');

  expect(text).toContain('href="http://localhost:3000/confirm?token=a&amp;x=1"');
  expect(text).toContain('</a>. (Thanks)');
});

test('shows hostile content as text', async () => {
  const hostile = `<script>alert("1")</script> javascript:alert(1) http://x/"onclick='a'`;
  leaveMail({ id: 'a', subject: hostile, to: hostile, text: hostile, sentAt: hostile });

  for (const path of ['/', '/mails/a']) {
    const { text } = await get(path);
    expect(text).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(text).not.toMatch(/<script>|href="javascript|"onclick|'a'/);
  }
});

test('passes over files that are no mails', async () => {
  writeFileSync(join(folder, 'broken.json'), '{');
  writeFileSync(join(folder, 'other.json'), '[]');
  writeFileSync(join(folder, 'half.json.tmp'), '{');
  leaveMail({ id: 'good' });

  expect((await get('/')).text).toContain('/mails/good');
  expect(JSON.parse((await get('/api/mails')).text)).toHaveLength(1);
});

test('does not leave its folder', async () => {
  expect((await get('/mails/..%2f..%2fetc%2fpasswd')).status).toBe(404);
  expect((await get('/mails/unknown')).status).toBe(404);
});

test('answers this machine only, under its own names', async () => {
  const port = new URL(outbox.url).port;

  expect(await statusFor(`127.0.0.1:${port}`)).toBe(200);
  expect(await statusFor(`localhost:${port}`)).toBe(200);
  expect(await statusFor(`attacker.example:${port}`)).toBe(421);
  expect(await statusFor('localhost:1')).toBe(421);
});

test('forbids scripts of others, framing and caching', async () => {
  const { headers } = await get('/');

  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'.*frame-ancestors 'none'/,
  );
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('cannot be written to', async () => {
  const response = await fetch(`${outbox.url}/api/mails`, { method: 'POST' });

  expect(response.status).toBe(405);
});

test('takes the next port when its own is taken', async () => {
  const taken = Number(new URL(outbox.url).port);

  const second = await startOutboxPage(folder, taken);

  expect(Number(new URL(second.url).port)).not.toBe(taken);
  await second.close();
});

test('refuses to run in production', async () => {
  vi.stubEnv('NODE_ENV', 'production');

  await expect(startOutboxPage(folder, 0)).rejects.toThrow('development only');
});
