import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';

import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';

import { goodPassword, newMember } from './support/accounts.ts';
import type { Problem } from './support/api-client.ts';
import { useService } from './support/service.ts';

const service = await useService();
const open = await useService({
  BASE_URL: 'https://api.example.com',
  CORS_ORIGINS: 'https://app.example.com',
  RATE_LIMIT_MAX: '40',
});
const limited = await useService({ RATE_LIMIT_MAX: '2' });

async function cookieOf(target: typeof service) {
  const { email, client } = await newMember(target);
  const answer = await target
    .client()
    .post('/api/auth/sign-in/email', { email, password: goodPassword });
  const setCookie = answer.headers.getSetCookie()[0] ?? '';
  return { setCookie, cookie: setCookie.split(';')[0] ?? '', client };
}

describe('closed by default', () => {
  const openRoutes = [
    'GET /health/live',
    'GET /health/ready',
    'POST /api/auth/sign-up/email',
    'POST /api/auth/sign-in/email',
    'POST /api/auth/sign-out',
    'GET /api/auth/get-session',
    'GET /api/auth/verify-email',
    'POST /api/auth/send-verification-email',
    'POST /api/auth/request-password-reset',
    'GET /api/auth/reset-password/{token}',
    'POST /api/auth/reset-password',
    'POST /api/auth/sign-in/magic-link',
    'GET /api/auth/magic-link/verify',
    'GET /api/auth/social-providers',
    'GET /files/{folder}/{id}',
  ];

  test('every route but these asks for a session', async () => {
    const { paths = {} } = service.app.swagger();
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const refused = [];
    for (const route of routes.filter((name) => !openRoutes.includes(name))) {
      const [method = '', path = ''] = route.split(' ');
      const answer = await service.client().request(method, path.replaceAll(/\{\w+\}/g, 'x'));
      expect([route, answer.status]).toEqual([route, 401]);
      refused.push(route);
    }
    expect(refused.length).toBeGreaterThan(2);
    expect(routes).toEqual(expect.arrayContaining(openRoutes));
  });
});

describe('headers', () => {
  test('fit an API that answers JSON', async () => {
    for (const path of ['/health/live', '/v1/me', '/nowhere']) {
      const { headers } = await service.client().get(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('server')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
    const { headers } = await open.client().get('/health/live');
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
  });

  test('carry the trace of the caller, or a new one, but nothing that is not one', async () => {
    const trace = 'a'.repeat(31).concat('1');
    const get = (traceparent: string) =>
      service.client().get('/health/live', { headers: { traceparent } });
    const given = await get(`00-${trace}-00f067aa0ba902b7-01`);
    expect(given.headers.get('x-request-id')).toBe(trace);
    const wrong = await get('00-<script>-00f067aa0ba902b7-01');
    expect(wrong.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('failures', () => {
  test('are problems: unknown path, wrong method, undecodable path, no JSON', async () => {
    const client = service.client();
    const answers = [
      await client.get<Problem>('/nowhere'),
      await client.request<Problem>('PUT', '/v1/me'),
      await client.get<Problem>('/v1/%E0%A4%A'),
      await client.post<Problem>('/api/auth/sign-in/email', '{"email":'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 405, 422, 422]);
    for (const { headers, body, status } of answers) {
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      const traceId = headers.get('x-request-id') ?? 'none';
      expect(body).toMatchObject({ status, traceId });
      await expect
        .poll(() => requestLines(traceId))
        .toMatchObject([{ status, durationMs: expect.any(Number) }]);
    }
    expect(answers[1]?.headers.get('allow')).toBe('GET, HEAD');
  });

  test('are problems also where no request could be read', async () => {
    const answers = [
      await sendRaw('GARBAGE'),
      await sendRaw(`GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}`),
    ];
    expect(answers[0]).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json/s);
    expect(answers[1]).toMatch(/^HTTP\/1\.1 431 .*application\/problem\+json/s);
    for (const [index, status] of [400, 431].entries()) {
      const [head = '', body = ''] = answers[index]?.split('\r\n\r\n') ?? [];
      expect(head).toContain('x-content-type-options: nosniff');
      const [, traceId = 'none'] = /^x-request-id: ([0-9a-f]{32})$/m.exec(head) ?? [];
      expect(JSON.parse(body)).toMatchObject({ status, traceId });
      expect(requestLines(traceId)).toMatchObject([{ status, route: null }]);
    }
  });

  test('that nobody foresaw tell no internals, and are logged once with their stack', async () => {
    const { client } = await newMember(service);
    const before = service.logLines.length;
    const select = service.app.db.select.bind(service.app.db);
    service.app.db.select = () => {
      throw new Error('secret internals at /srv/app');
    };
    const answer = await client
      .get<Problem>('/api/auth/reset-password/unknown')
      .finally(() => (service.app.db.select = select));
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('internals');
    const lines = service.logLines.slice(before).filter((line) => line.includes('internals'));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      err: { message: 'secret internals at /srv/app', stack: expect.stringContaining('    at ') },
    });
  });

  test('of the database never log what was in the statement', async () => {
    const before = service.logLines.length;
    await service.db
      .execute(sql`select ${'hunter2'}::int`)
      .catch((error: unknown) => service.app.log.error({ err: error }, 'failed'));
    const [line = ''] = service.logLines.slice(before);
    expect(JSON.parse(line)).toMatchObject({
      err: { query: 'select $1::int', cause: { code: '22P02' } },
    });
    expect(line).not.toContain('hunter2');
  });
});

describe('cookies', () => {
  test('are HttpOnly and SameSite, and Secure outside localhost', async () => {
    const { setCookie } = await cookieOf(service);
    expect(setCookie).toMatch(/^app\.session_token=/);
    expect(setCookie).toContain('; HttpOnly');
    expect(setCookie).toContain('; SameSite=Lax');
    const outside = (await cookieOf(open)).setCookie;
    expect(outside).toMatch(/^__Secure-app\.session_token=/);
    expect(outside).toContain('; Secure');
  });

  test('do not carry changes that another site makes', async () => {
    const { cookie } = await cookieOf(service);
    const change = (headers: Record<string, string>) =>
      service
        .client()
        .post(
          '/api/auth/change-password',
          { currentPassword: 'wrong-password-1', newPassword: 'battery-staple-8' },
          headers,
        );
    const own = 'http://localhost:3000';
    const statuses = [
      await change({ cookie, origin: 'https://evil.example' }),
      await change({ cookie, origin: 'null' }),
      await change({ cookie, origin: `${own}.evil.example` }),
      await change({ cookie, origin: 'http://localhost:3001' }),
      await change({ cookie }),
      await change({ cookie, 'sec-fetch-site': 'cross-site' }),
      await change({ cookie, 'sec-fetch-site': 'same-site' }),
    ].map(({ status }) => status);
    expect(statuses).toEqual(Array(7).fill(403));
    expect((await change({ cookie, origin: own })).status).toBe(422);

    const signIn = (origin: string) =>
      service
        .client()
        .post('/api/auth/sign-in/email', { email: 'a@example.com', password: 'x' }, { origin });
    expect((await signIn('https://evil.example')).status).toBe(403);
    expect((await signIn(own)).status).toBe(401);
    const out = await service.client().post('/api/auth/sign-out', {}, { cookie });
    expect(out.status).toBe(403);
    expect((await service.client().get('/v1/me', { headers: { cookie } })).status).toBe(200);
  });
});

describe('CORS', () => {
  const preflight = (target: typeof service, origin: string) =>
    target.client().request('OPTIONS', '/v1/me', {
      headers: { origin, 'access-control-request-method': 'GET' },
    });

  test('is closed unless an origin is allowed', async () => {
    const closed = await preflight(service, 'https://app.example.com');
    expect(closed.headers.get('access-control-allow-origin')).toBeNull();
    const allowed = await preflight(open, 'https://app.example.com');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    const other = await preflight(open, 'https://evil.example');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('an address that asks too often is refused for a while', async () => {
  const statuses = [];
  for (let round = 0; round < 45; round += 1) {
    statuses.push((await open.client().get('/v1/me')).status);
  }
  expect(statuses[0]).toBe(401);
  const last = await open.client().get<Problem>('/v1/me');
  expect(last.status).toBe(429);
  expect(last.body.code).toBe('rate-limited');
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await open.client().get('/health/live')).status).toBe(200);
  expect((await open.client().get('/nowhere')).status).toBe(429);
  expect((await open.client().request('PUT', '/v1/me')).status).toBe(429);
});

test('an address that asks for what is not there too often is refused as well', async () => {
  const ask = async () => (await limited.client().get('/nowhere')).status;
  expect([await ask(), await ask(), await ask()]).toEqual([404, 404, 429]);
});

describe('log lines', () => {
  test('have trace, route, status and duration, and no secret', async () => {
    const { email, client } = await newMember(service);
    await client.get('/v1/me?token=secret-in-query');
    await service.client().get('/api/auth/verify-email?token=secret-token-in-link');
    const answer = await client.get('/v1/me');
    const trace = answer.headers.get('x-request-id') ?? 'none';
    const line = service.logLines.find((text) => text.includes(trace)) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-/),
      traceId: trace,
      method: 'GET',
      route: '/v1/me',
      status: 200,
      durationMs: expect.any(Number),
    });
    const everything = service.logLines.join('\n');
    for (const secret of [
      goodPassword,
      client.token ?? '',
      'secret-in-query',
      'secret-token',
      email,
    ]) {
      expect(everything).not.toContain(secret);
    }
  });
});

describe('the documentation', () => {
  test('is served with its own policy and describes the API', async () => {
    const page = await fetch(`${service.url}/docs`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await page.text()).toContain('swagger-ui');

    const document = await service.client().get<{ openapi: string; paths: object }>('/docs/json');
    expect(document.body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.body.paths)).toContain('/v1/me');
    expect(Object.keys(document.body.paths).filter((path) => path.startsWith('/docs'))).toEqual([]);
  });
});

test('a path that a proxy passes as a whole address is not taken for another host', async () => {
  const { hostname, port } = new URL(service.url);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    httpRequest({ hostname, port, path: 'http://evil.example/v1/me' }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect([401, 404]).toContain(status);
});

/** The log lines that tell of the end of a request. */
function requestLines(traceId: string): unknown[] {
  return service.logLines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['traceId'] === traceId && line['msg'] === 'request');
}

/** What the service answers before it closes the connection. */
async function sendRaw(text: string): Promise<string> {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString()));
  socket.on('error', () => {});
  socket.write(`${text}\r\n\r\n`);
  await once(socket, 'close');
  return answer;
}
