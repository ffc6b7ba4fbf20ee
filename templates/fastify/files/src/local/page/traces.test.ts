import { gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { readSpans } from './otlp.ts';
import { titleOf } from './span.ts';
import { openPage, traceId } from './testing/open-page.ts';
import { exportTrace, type SampleSpan, traceExport } from './testing/otlp-sample.ts';
import { createTraceStore, summarize } from './traces.ts';
import { waterfall } from './waterfall.ts';

const idOf = (number: number, digits: number) => number.toString(16).padStart(digits, '0');
const spanAt = (number: number, values: Partial<SampleSpan> = {}): SampleSpan => ({
  spanId: idOf(number, 16),
  name: `span ${number}`,
  from: number,
  to: number + 1,
  ...values,
});
const rowsOf = (...spans: SampleSpan[]) =>
  waterfall(readSpans(traceExport(traceId, 'api', spans))).map(
    ({ span, depth, offset, share }) => [span.name, depth, offset, share] as const,
  );

test('shows the request, its SQL and its job as one waterfall', async () => {
  const page = await openPage();
  for (const part of exportTrace(traceId)) {
    expect((await page.post('/v1/traces', part)).status).toBe(200);
  }

  expect((await page.get('/traces')).text).toMatch(
    /POST<\/span> \/v1\/exports[^]*error[^]*4 spans · api, worker[^]*>202<[^]*40 ms/,
  );
  const { text } = await page.get(`/traces/${traceId}`);
  expect([...text.matchAll(/class="span (\w+)( failed)?" id="span-(\w+)"/g)]).toMatchObject([
    { 1: 'request', 3: 'a000000000000001' },
    { 1: 'sql', 3: 'a000000000000002' },
    { 1: 'job', 3: 'b000000000000001' },
    { 1: 'sql', 2: ' failed', 3: 'b000000000000002' },
  ]);
  expect(text).toContain('deadlock detected');
  expect(text).toContain('insert into &quot;exports&quot;');
});

test('finds a trace by its route and by its id', async () => {
  const page = await openPage();
  for (const part of exportTrace(traceId)) await page.post('/v1/traces', part);

  expect((await page.get('/traces?q=EXPORTS')).text).toContain(`/traces/${traceId}`);
  expect((await page.get('/traces?q=elsewhere')).text).not.toContain(`/traces/${traceId}`);
  expect((await page.get(`/traces?q=${traceId}`)).text).toContain('Trace id');
});

test('shows the log lines of a trace, also before its spans are there', async () => {
  const page = await openPage();
  const line = { level: 'info', time: '2026-01-02T03:04:05.678Z', traceId, msg: 'request' };
  page.logs.add('api', JSON.stringify({ ...line, status: 202 }));
  page.logs.add('worker', JSON.stringify({ ...line, msg: 'job', err: { stack: 'at here' } }));
  page.logs.add('worker', JSON.stringify({ ...line, traceId: idOf(1, 32), msg: 'foreign' }));
  page.logs.add('worker', "Restarting 'src/worker.ts'");

  const { text } = await page.get(`/traces/${traceId}`);

  expect(text).toMatch(/api[^]*request[^]*status=<\/span>202[^]*worker[^]*job[^]*at here/);
  expect(text).not.toContain('foreign');
  expect((await page.get(`/traces/${idOf(2, 32)}`)).status).toBe(404);
});

test('takes metrics and logs as well, packed or not, and nothing else', async () => {
  const page = await openPage();
  const [first] = exportTrace(traceId);
  const packed = await fetch(`${page.url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: gzipSync(JSON.stringify(first)),
  });

  expect(packed.status).toBe(200);
  expect(page.traces.list()).toHaveLength(1);
  expect((await page.post('/v1/metrics', { resourceMetrics: [] })).status).toBe(200);
  expect((await page.post('/v1/logs', { resourceLogs: [] })).status).toBe(200);
  expect((await page.post('/v1/traces', '{')).status).toBe(400);
  expect((await page.post('/v1/traces', { resourceSpans: [{ scopeSpans: 1 }] })).status).toBe(400);
  expect((await page.post('/v1/traces', {}, { 'content-type': 'text/plain' })).status).toBe(415);
  const protobuf = { 'content-type': 'application/x-protobuf' };
  expect((await page.post('/v1/traces', '', protobuf)).status).toBe(415);
  expect((await page.post('/v1/traces', 'x'.repeat(17 * 1024 * 1024))).status).toBe(413);
});

test('keeps the newest traces, and each span once', () => {
  const store = createTraceStore(2);
  for (const number of [1, 2, 3, 3]) {
    store.add(readSpans(traceExport(idOf(number, 32), 'api', [spanAt(7)])));
  }

  expect(store.list().map(({ id }) => Number(id))).toEqual([3, 2]);
  expect(store.get(idOf(3, 32))?.spans).toHaveLength(1);
});

test('keeps at most a thousand spans of a trace and counts the others', () => {
  const store = createTraceStore();
  const spans = Array.from({ length: 1_010 }, (_, index) => spanAt(index + 1));
  store.add(readSpans(traceExport(traceId, 'api', spans)));

  expect(store.get(traceId)).toMatchObject({ spans: { length: 1_000 }, dropped: 10 });
});

test('orders spans as a tree and places them on the axis', () => {
  const parentSpanId = idOf(1, 16);
  expect(
    rowsOf(
      spanAt(3, { parentSpanId, from: 5, to: 10 }),
      spanAt(1, { from: 0, to: 10 }),
      spanAt(2, { parentSpanId, from: 1, to: 2 }),
      spanAt(4, { parentSpanId: idOf(2, 16), from: 1, to: 2 }),
    ),
  ).toEqual([
    ['span 1', 0, 0, 1],
    ['span 2', 1, 0.1, 0.1],
    ['span 4', 2, 0.1, 0.1],
    ['span 3', 1, 0.5, 0.5],
  ]);
});

test('places every span once, whatever its parents are', () => {
  const circle = [
    spanAt(1, { parentSpanId: idOf(2, 16) }),
    spanAt(2, { parentSpanId: idOf(1, 16) }),
    spanAt(3, { parentSpanId: idOf(3, 16) }),
    spanAt(4, { parentSpanId: idOf(99, 16), from: 4, to: 4 }),
  ];
  expect(new Set(rowsOf(...circle).map(([name]) => name)).size).toBe(4);
  expect(rowsOf(...circle)).toHaveLength(4);
});

test('tells what a trace is by its first span', () => {
  const store = createTraceStore();
  store.add(
    readSpans(
      traceExport(traceId, 'worker', [
        spanAt(1, { name: 'process nightly-clean-up', kind: 5, from: 0, to: 2 }),
        spanAt(2, { parentSpanId: idOf(1, 16), from: 1, to: 4 }),
      ]),
    ),
  );
  const [trace] = store.list();
  expect(trace && summarize(trace)).toMatchObject({
    title: 'process nightly-clean-up',
    services: ['worker'],
    spanCount: 2,
    hasError: false,
    duration: 4_000,
  });
});

test.each([
  ['insert into "exports" ("id") values ($1)', 'INSERT exports'],
  ['select "id" from "notes" where "owner_id" = $1', 'SELECT notes'],
  ['\n  WITH next AS (SELECT id FROM jobs.job_common)', 'WITH jobs.job_common'],
  ['begin', 'BEGIN'],
  ['', 'SQL'],
])('calls the statement %j %j', (statement, title) => {
  const attributes = { 'db.query.text': statement };
  const spans = readSpans(traceExport(traceId, 'api', [spanAt(1, { attributes })]));
  expect(spans.map(titleOf)).toEqual([title]);
});
