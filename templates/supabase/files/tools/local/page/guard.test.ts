import { expect, test } from 'vitest';

import { openPage } from './testing/open-page.ts';

test('answers this machine only, under its own names', async () => {
  const { url, send } = await openPage();
  const { port } = new URL(url);
  const statusFor = (host: string) => send('GET', '/api/mails', { host });

  expect(await statusFor(`127.0.0.1:${port}`)).toBe(200);
  expect(await statusFor(`localhost:${port}`)).toBe(200);
  expect(await statusFor(`attacker.example:${port}`)).toBe(421);
  expect(await statusFor('localhost:1')).toBe(421);
  expect(await send('POST', '/v1/traces', { host: `attacker.example:${port}` })).toBe(421);
});

test('lets no other web page write', async () => {
  const { url, send } = await openPage();
  const retry = (headers: Record<string, string>) => send('POST', '/jobs/dead/retry', headers);

  expect(await retry({ origin: url, 'sec-fetch-site': 'same-origin' })).toBe(303);
  expect(await retry({})).toBe(303);
  expect(await retry({ origin: 'https://attacker.example' })).toBe(403);
  expect(await retry({ origin: 'null' })).toBe(403);
  // The API under development, or what somebody got into it, is a neighbour and not the page.
  expect(await retry({ origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' })).toBe(403);
  expect(await retry({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await send('PUT', '/', {})).toBe(405);
});

test('forbids what is not its own, framing and caching', async () => {
  const { get } = await openPage();
  for (const path of ['/', '/nowhere', '/page.js', '/api/mails']) {
    const { headers } = await get(path);
    const policy = headers.get('content-security-policy');
    expect(policy).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  }
});
