import assert from 'node:assert/strict';

import { Problem } from '../_shared/problem.ts';
import { serve } from '../_shared/serve.ts';

const secret = 'sb_secret_0123456789abcdef0123456789';
Deno.env.set('SUPABASE_URL', 'http://127.0.0.1:1');
Deno.env.set('SUPABASE_PUBLISHABLE_KEYS', '{"default":"sb_publishable_0123456789abcdef0123"}');
Deno.env.set('SUPABASE_SECRET_KEYS', JSON.stringify({ default: secret }));
Deno.env.set('ALLOWED_ORIGINS', 'https://app.example.com');

const options = { name: 'sample', auth: 'secret', maxBodyBytes: 8 } as const;
const sample = serve(options, ({ traceId }) => Promise.resolve(Response.json({ traceId })));

const request = (init: RequestInit = {}) =>
  new Request('http://127.0.0.1/sample', { method: 'POST', headers: { apikey: secret }, ...init });

/** The answer, and the lines that were logged meanwhile. */
async function call(served: typeof sample, given: Request) {
  const lines: Record<string, unknown>[] = [];
  const original = console.log;
  console.log = (line: string) => lines.push(JSON.parse(line));
  try {
    const response = await served.fetch(given);
    return { response, body: await response.json().catch(() => null), lines };
  } finally {
    console.log = original;
  }
}

Deno.test('the trace of the caller is in the answer and in the log', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const { response, lines } = await call(
    sample,
    request({ headers: { apikey: secret, traceparent } }),
  );
  assert.equal(response.headers.get('x-request-id'), '0af7651916cd43dd8448eb211c80319c');
  const [line] = lines;
  assert.equal(line?.['traceId'], '0af7651916cd43dd8448eb211c80319c');
  assert.equal(line?.['route'], '/sample');
  assert.equal(line?.['status'], 200);
});

Deno.test('a call without the key, with another one, or by GET is refused', async () => {
  for (const [init, status] of [
    [{ headers: {} }, 401],
    [{ headers: { apikey: `${secret}x` } }, 401],
    [{ headers: { apikey: 'sb_publishable_0123456789abcdef0123' } }, 401],
    [{ method: 'GET' }, 405],
    [{ body: 'nine byte' }, 413],
    [{ body: '<note/>' }, 415],
    [{ body: '{}', headers: { apikey: secret, 'content-type': 'text/json' } }, 415],
  ] as const) {
    const { response, body } = await call(sample, request(init));
    assert.equal(response.status, status);
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    assert.equal(body.traceId, response.headers.get('x-request-id'));
  }
});

Deno.test('an unexpected error is logged with its stack and answered without internals', async () => {
  const broken = serve(options, () => Promise.reject(new Error('relation "notes" is away')));
  const { response, body, lines } = await call(broken, request());
  assert.equal(response.status, 500);
  assert.equal(body.detail, 'Something went wrong.');
  const errors = lines.filter(({ level }) => level === 'error');
  assert.equal(errors.length, 1);
  assert.match(JSON.stringify(errors), /relation .*serve\.test\.ts/);
});

Deno.test('an unexpected error is reported to the tracker', async () => {
  const reports: string[] = [];
  const tracker = Deno.serve({ port: 0, hostname: '127.0.0.1', onListen() {} }, async (report) => {
    reports.push(`${new URL(report.url).pathname}\n${await report.text()}`);
    return new Response(null, { status: 200 });
  });
  Deno.env.set('SENTRY_DSN', `http://key@127.0.0.1:${tracker.addr.port}/7`);
  try {
    const broken = serve(options, () => Promise.reject(new TypeError('boom')));
    const { body } = await call(broken, request());
    assert.equal(reports.length, 1);
    const [path, , , event] = (reports[0] ?? '').split('\n');
    assert.equal(path, '/api/7/envelope/');
    assert.equal(JSON.parse(event ?? '').contexts.trace.trace_id, body.traceId);
    assert.match(event ?? '', /"type":"TypeError","value":"boom"/);
  } finally {
    Deno.env.delete('SENTRY_DSN');
    await tracker.shutdown();
  }
});

Deno.test('an expected failure is answered and not logged as an error', async () => {
  const refusing = serve(options, () => Promise.reject(new Problem('conflict', 'Too late.')));
  const { response, lines } = await call(refusing, request());
  assert.equal(response.status, 409);
  assert.deepEqual(
    lines.map(({ level }) => level),
    ['info'],
  );
});

Deno.test('CORS is closed but for the origins that are allowed', async () => {
  for (const [origin, allowed] of [
    ['https://app.example.com', 'https://app.example.com'],
    ['https://evil.example.com', null],
    ['null', null],
  ] as const) {
    const headers = { origin, apikey: secret };
    for (const method of ['OPTIONS', 'POST']) {
      const { response } = await call(sample, request({ method, headers }));
      assert.equal(response.headers.get('access-control-allow-origin'), allowed);
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    }
  }
});
