import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test, vi } from 'vitest';

import { readMails } from './mails.ts';
import type { PageParts } from './parts.ts';
import { startDevPage } from './server.ts';
import { mail, openPage, traceId } from './testing/open-page.ts';
import { traceExport } from './testing/otlp-sample.ts';

test('passes over files of the outbox that are no mails', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outbox-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'broken.json'), '{');
  writeFileSync(join(folder, 'other.json'), '[]');
  writeFileSync(join(folder, 'half.json.tmp'), '{');
  const old = mail({ id: 'old', sentAt: '2026-01-01T00:00:00.000Z' });
  for (const each of [old, mail({ id: 'new' })]) {
    writeFileSync(join(folder, `${each.id}.json`), JSON.stringify(each));
  }

  expect(await readMails(folder)).toMatchObject([{ id: 'new' }, { id: 'old' }]);
  expect(await readMails(join(folder, 'nowhere'))).toEqual([]);
});

test('lists mails on the page and as JSON, and opens one with its addresses clickable', async () => {
  const text = 'Go to http://localhost:3000/confirm?token=a&x=1. (Thanks)';
  const { get } = await openPage({ mails: async () => [mail({ id: 'a b', text })] });

  expect(JSON.parse((await get('/api/mails')).text)).toMatchObject([{ id: 'a b' }]);
  expect((await get('/mails')).text).toContain('href="/mails/a%20b"');
  const letter = (await get('/mails/a%20b')).text;
  expect(letter).toContain('href="http://localhost:3000/confirm?token=a&amp;x=1"');
  expect(letter).toContain('</a>. (Thanks)');
  expect((await get('/mails/..%2f..%2fetc%2fpasswd')).status).toBe(404);
});

test('shows hostile mails, spans and log lines as text', async () => {
  const hostile = `<script>alert("1")</script> javascript:alert(1) http://x/"onclick='a'`;
  const text = { subject: hostile, to: hostile, text: hostile, sentAt: hostile };
  const page = await openPage({
    mails: async () => [mail({ id: 'a', ...text })],
    project: hostile,
  });
  const span = { spanId: 'a000000000000001', name: hostile, from: 0, to: 1, error: hostile };
  await page.post(
    '/v1/traces',
    traceExport(traceId, hostile, [{ ...span, attributes: { [hostile]: hostile } }]),
  );
  page.logs.add('api', JSON.stringify({ time: hostile, level: hostile, msg: hostile, traceId }));

  const paths = ['/', '/mails', '/mails/a', '/traces', `/traces/${traceId}`, `/traces?q=%22%3E<b>`];
  for (const path of paths) {
    const answer = await page.get(path);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(answer.text).not.toMatch(/<script>|<b>"|href="javascript|"onclick|'a'/);
  }
});

test('says that nothing has changed, until something has', async () => {
  const mails = [mail({ id: 'a' })];
  const { get } = await openPage({ mails: async () => mails });
  const etag = (await get('/')).headers.get('etag') ?? '';

  expect(etag).not.toBe('');
  expect((await get('/', { 'if-none-match': etag })).status).toBe(304);
  mails.push(mail({ id: 'b' }));
  expect((await get('/', { 'if-none-match': etag })).status).toBe(200);
});

test('tells which part of the service is away', async () => {
  const ok = { ok: true, text: 'ready' };
  const api = { ok: false, text: 'The database does not answer.' };
  const { get } = await openPage({ health: async () => ({ api, worker: ok, database: ok }) });

  expect((await get('/')).text).toMatch(
    /class="bad">\s*<b>API<\/b> The database does not answer\./,
  );
});

test('takes the next port when its own is taken', async () => {
  const first = await openPage();
  const taken = Number(new URL(first.url).port);

  const second = await startDevPage(first, taken);
  onTestFinished(() => second.close());

  expect(Number(new URL(second.url).port)).toBeGreaterThan(taken);
});

test('refuses to run in production', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  onTestFinished(() => void vi.unstubAllEnvs());

  await expect(startDevPage({} as PageParts, 0)).rejects.toThrow('development only');
});
