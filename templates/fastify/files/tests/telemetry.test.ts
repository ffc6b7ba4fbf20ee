import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';

import { seedAccounts } from '../src/features/accounts/seed.ts';
import { bossOn } from '../src/jobs/boss.ts';
import { freePort } from '../src/local/ports.ts';
import { type CollectedSpan, spanKinds, startCollector } from './support/collector.ts';
import { startService } from './support/process.ts';
import { useService } from './support/service.ts';
import { patience, startWorkerProcess } from './support/worker.ts';

// Only to prepare the database: libraries are traced from their loading on, in a process of their own.
const prepared = await useService();
const password = 'a-password-of-the-seed';
const { member } = await seedAccounts(prepared.db, password);
const { DATABASE_URL = '', STORAGE_DIR = '' } = prepared.app.config;
const database = { DATABASE_URL, STORAGE_DIR };

test('one trace holds a request, its statements, and the job that it asks for', async () => {
  const collector = await startCollector();
  const { url } = await startService({ ...database, ...collector.env });
  await startWorkerProcess(prepared, collector.env);

  const answer = await fetch(`${url}/v1/exports`, { method: 'POST', headers: await signIn(url) });
  expect(answer.status).toBe(202);
  const trace = () =>
    collector.spans().filter(({ traceId }) => traceId === answer.headers.get('x-request-id'));
  const find = (kind: number) => trace().find((span) => span.kind === kind);
  await expect.poll(() => find(spanKinds.server), patience).toBeDefined();
  await expect.poll(() => find(spanKinds.consumer), patience).toBeDefined();

  const [request, job] = [find(spanKinds.server), find(spanKinds.consumer)];
  expect(request?.name).toBe('POST /v1/exports');
  expect(job).toMatchObject({ name: 'process make-export', parentSpanId: request?.spanId });
  const statements = (parent?: CollectedSpan) =>
    trace()
      .filter(
        ({ kind, parentSpanId }) => kind === spanKinds.client && parentSpanId === parent?.spanId,
      )
      .map(({ name }) => name.split(' ')[0]);
  expect(statements(request)).toEqual(
    expect.arrayContaining(['pg.query:INSERT', 'pg.query:COMMIT']),
  );
  expect(statements(job)).toEqual(expect.arrayContaining(['pg.query:SELECT', 'pg.query:UPDATE']));
});

test('a trace that the caller began is continued', async () => {
  const collector = await startCollector();
  const { url } = await startService({ ...database, ...collector.env });
  const [traceId, caller] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
  const headers = { traceparent: `00-${traceId}-${caller}-01` };
  const answer = await fetch(`${url}/health/live`, { headers });
  expect(answer.headers.get('x-request-id')).toBe(traceId);
  await expect
    .poll(collector.spans)
    .toContainEqual(expect.objectContaining({ traceId, parentSpanId: caller }));
});

test('metrics are scraped away from the API, and pushed at a stop', async () => {
  const collector = await startCollector();
  const port = await freePort(0, '127.0.0.1');
  const METRICS_PORT = String(port);
  const service = await startService({ ...database, ...collector.env, METRICS_PORT });
  const { url } = service;
  await fetch(`${url}/health/live`);
  for (const path of ['/first-unknown', '/second-unknown']) await fetch(url + path);

  expect((await fetch(`${url}/metrics`)).status).toBe(404);
  const scrape = async () => (await fetch(`http://127.0.0.1:${METRICS_PORT}/metrics`)).text();
  const requests = (await scrape())
    .split('\n')
    .filter((line) => line.startsWith('http_server_request_duration_count'));
  expect(requests.find((line) => line.includes('http_route="/health/live"'))).toMatch(/ 1$/);
  expect(requests.find((line) => line.includes('status_code="404"'))).toMatch(/ 3$/);
  expect(requests.join('\n')).not.toContain('unknown');
  // The scrape before this one is not a request to the API.
  expect(await scrape()).not.toContain('http_route="/metrics"');

  service.signal('SIGTERM');
  expect(await service.exit()).toBe(0);
  expect(collector.metrics()).toContain('http.server.request.duration');
  expect(collector.metrics()).toContain('db.client.connection.count');
});

test('an unexpected error is reported once, an expected one is not', async () => {
  const collector = await startCollector();
  const service = await startService({ ...database, SENTRY_DSN: collector.env.SENTRY_DSN });
  const headers = await signIn(service.url);
  const list = (limit: number) => fetch(`${service.url}/v1/notes?limit=${limit}`, { headers });
  expect((await list(0)).status).toBe(422);
  await prepared.db.execute(sql`alter table notes rename to notes_away`);
  const failed = await list(77);
  await prepared.db.execute(sql`alter table notes_away rename to notes`);
  expect(failed.status).toBe(500);

  service.signal('SIGTERM');
  expect(await service.exit()).toBe(0);
  const [report = '', ...others] = collector.reports();
  expect(others).toEqual([]);
  expect(report).toContain(failed.headers.get('x-request-id'));
  expect(report).toContain('/v1/notes');
  expect(report).toContain('relation \\"notes\\" does not exist');
  for (const secret of [headers.authorization.slice(7, 30), member.id, 'limit=77']) {
    expect(report).not.toContain(secret);
  }
});

test('a job that fails for good is reported and counted', async () => {
  const collector = await startCollector();
  const worker = await startWorkerProcess(prepared, collector.env);
  await bossOn(prepared.db).send('make-export', { payload: 'not what the job takes' });
  await expect.poll(collector.reports, patience).toHaveLength(1);
  worker.signal('SIGTERM');
  expect(await worker.exit()).toBe(0);
  const [report = ''] = collector.reports();
  expect(report).toContain('"job":"make-export"');
  expect(report).not.toContain('not what the job takes');
  expect(collector.metrics()).toContain('{"key":"job.outcome","value":{"stringValue":"dead"}}');
});

test('nothing of what is secret gets out', async () => {
  const collector = await startCollector();
  const { url } = await startService({ ...database, ...collector.env });
  const { authorization } = await signIn(url);
  const paths = [
    '/api/auth/reset-password/secret-in-a-path?callbackURL=http://localhost/secret-in-a-query',
    '/api/auth/verify-email?token=secret-in-a-query',
    '/unknown/secret-in-a-path?token=secret-in-a-query',
    '/%E0%A4%A/secret-in-a-path',
  ];
  for (const path of paths)
    await fetch(url + path, { headers: { cookie: 'session=secret-cookie' } });
  const last = await fetch(`${url}/health/live`);
  const traceId = last.headers.get('x-request-id');
  await expect.poll(collector.spans).toContainEqual(expect.objectContaining({ traceId }));
  const everything = collector.everything();
  expect(everything).toContain('/api/auth/reset-password/:token');
  expect(everything).not.toContain('secret-');
  expect(everything).not.toContain(password);
  expect(everything).not.toContain(authorization.slice(7, 30));
});

describe('a collector', () => {
  test('that is away delays nothing, is told once, and does not keep the service from ending', async () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_BSP_SCHEDULE_DELAY: '50',
      OTEL_METRIC_EXPORT_INTERVAL: '50',
      SENTRY_DSN: 'http://key@127.0.0.1:1/1',
    };
    const service = await startService({ ...database, ...env });
    const telling = () => service.output().split('telemetry does not get through').length - 1;
    await expect.poll(telling, patience).toBe(1);
    for (let round = 0; round < 10; round += 1) {
      expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
    }
    service.signal('SIGTERM');
    expect(await service.exit()).toBe(0);
    expect(telling()).toBe(1);
  });

  test('that never answers does not either', async () => {
    const collector = await startCollector({ isStuck: true });
    const grace = { SHUTDOWN_GRACE_MS: '1500' };
    const service = await startService({ ...database, ...collector.env, ...grace });
    expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
    await expect.poll(collector.everything).toContain('/health/live');
    service.signal('SIGTERM');
    expect(await service.exit()).toBe(0);
  });
});

async function signIn(url: string): Promise<{ authorization: string }> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: member.email, password }),
  });
  const { token } = (await answer.json()) as { token: string };
  return { authorization: `Bearer ${token}` };
}
