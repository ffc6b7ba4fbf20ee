import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';

import { Client } from 'pg';
import { describe, expect, test } from 'vitest';

import { useDatabaseProxy } from './support/database-proxy.ts';
import { run, startService } from './support/process.ts';
import { useEmptyDatabase, useTestDatabase } from './support/test-database.ts';

const databaseUrl = await useTestDatabase();
const emptyDatabase = await useEmptyDatabase();
const proxy = await useDatabaseProxy(databaseUrl);

describe('a start that cannot succeed', () => {
  test('because of a setting names it, and no secret', async () => {
    const service = run('src/main.ts', { AUTH_SECRET: 'hunter2-hunter2', PORT: '80a80' });
    expect(await service.exit()).toBe(1);
    expect(service.output()).toMatch(/^ {2}AUTH_SECRET: must have at least 32 characters$/m);
    expect(service.output()).toMatch(/^ {2}PORT: must be a whole number$/m);
    expect(service.output()).toContain('environment variables or in the file .env');
    expect(service.output()).not.toContain('hunter2');
    expect(service.output()).not.toContain('    at ');
  });

  test('because of the database tells so, and no password', async () => {
    const service = run('src/main.ts', { DATABASE_URL: 'postgres://app:hunter2@127.0.0.1:1/app' });
    expect(await service.exit()).toBe(1);
    expect(service.output()).toContain('could not start: the database does not answer');
    expect(service.output()).toContain('ECONNREFUSED');
    expect(service.output()).not.toContain('hunter2');
  });
});

describe('the database', () => {
  test('is migrated once when services start at the same time, and again without effect', async () => {
    const starts = await Promise.all(
      [1, 2, 3].map(() => startService({ DATABASE_URL: emptyDatabase })),
    );
    for (const { url } of starts) expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    const migrate = run('src/commands/migrate.ts', { DATABASE_URL: emptyDatabase });
    expect(await migrate.exit()).toBe(0);

    const client = new Client({ connectionString: emptyDatabase });
    await client.connect();
    const { rows } = await client.query('select hash from drizzle.__drizzle_migrations');
    await client.end();
    expect(rows).toHaveLength(new Set(rows.map(({ hash }) => hash)).size);
    expect(rows.length).toBeGreaterThanOrEqual(1);
  });

  test('is migrated past a pooler', async () => {
    const migrate = run('src/commands/migrate.ts', {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
      DATABASE_DIRECT_URL: emptyDatabase,
    });
    expect(await migrate.exit()).toBe(0);
  });

  test('can go away and come back: readiness tells, liveness does not care', async () => {
    const { url, output } = await startService({ DATABASE_URL: proxy.url });
    const status = async (path: string) => (await fetch(url + path)).status;
    expect(await status('/health/ready')).toBe(200);

    await proxy.cut();
    expect(await status('/health/ready')).toBe(503);
    expect(await status('/health/live')).toBe(200);
    const signIn = () =>
      fetch(`${url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'a@example.com', password: 'some-password-1' }),
      });
    const answer = await signIn();
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    await Promise.all([signIn(), signIn(), signIn()]);
    // One short line for each, without stacks: an outage is long and busy.
    const failures = () => output().match(/"level":"warn".*"reason":"ECONNREFUSED"/g);
    await expect.poll(failures).toHaveLength(4);
    expect(output()).not.toMatch(/"stack"|"level":"error"/);

    await proxy.restore();
    await expect.poll(() => status('/health/ready')).toBe(200);
    expect(output()).not.toContain('fatal');
  });

  test('may cut idle connections; the next request works', async () => {
    const { url, output } = await startService({ DATABASE_URL: databaseUrl });
    const ready = async () => (await fetch(`${url}/health/ready`)).status;
    for (let round = 0; round < 3; round += 1) {
      expect(await ready()).toBe(200);
      const client = new Client({ connectionString: databaseUrl });
      await client.connect();
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      await client.end();
      // At once, before the pool can have heard of it, and when it has.
      expect(await ready()).toBe(200);
      await expect.poll(output).toContain('idle database connection lost');
      expect(await ready()).toBe(200);
    }
  });
});

describe('on SIGTERM', () => {
  test('the request in flight is answered, no new one is taken, and the exit code is 0', async () => {
    const { url, signal, exit, output } = await startService({ DATABASE_URL: databaseUrl });
    const lock = new Client({ connectionString: databaseUrl });
    await lock.connect();
    const observer = new Client({ connectionString: databaseUrl });
    await observer.connect();
    await lock.query('begin; lock table attempts in access exclusive mode');

    const inFlight = fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'a@example.com', password: 'some-password-1' }),
    });
    await waitUntilBlocked(observer);
    await observer.end();
    signal('SIGTERM');
    await expect.poll(output).toContain('stopping');
    await expect.poll(() => isListening(url)).toBe(false);

    await lock.query('rollback');
    await lock.end();
    expect((await inFlight).status).toBe(401);
    expect(await exit()).toBe(0);
    expect(output()).toContain('"stopped"');
  });

  test('readiness is off before the listener closes, for as long as the load balancer needs', async () => {
    const { url, signal, exit } = await startService({
      DATABASE_URL: databaseUrl,
      SHUTDOWN_DELAY_MS: '700',
    });
    signal('SIGTERM');
    const ready = async () => (await fetch(`${url}/health/ready`)).status;
    await expect.poll(ready).toBe(503);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect(await exit()).toBe(0);
  });

  test('connections that are kept alive do not keep it from ending', async () => {
    const { url, signal, exit } = await startService({ DATABASE_URL: databaseUrl });
    const { port } = new URL(url);
    const idle = connect(Number(port), '127.0.0.1');
    idle.on('error', () => {});
    await fetch(`${url}/health/live`);
    const start = Date.now();
    signal('SIGTERM');
    expect(await exit()).toBe(0);
    expect(Date.now() - start).toBeLessThan(5_000);
  });

  test('no request on a connection that is kept alive is lost', async () => {
    const { url, signal, exit } = await startService({ DATABASE_URL: databaseUrl });
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const outcomes: (number | string)[] = [];
    const asking = Array.from({ length: 20 }, async () => {
      while (!outcomes.includes('ECONNREFUSED')) {
        outcomes.push(await ask(`${url}/health/ready`, agent));
      }
    });
    await expect.poll(() => outcomes.length).toBeGreaterThan(200);
    signal('SIGTERM');
    await Promise.all(asking);
    agent.destroy();
    expect(await exit()).toBe(0);
    expect(new Set(outcomes)).toEqual(new Set([200, 503, 'ECONNREFUSED']));
  });

  test('a request that never ends is given up after the grace time, with exit code 1', async () => {
    const { url, signal, exit, output } = await startService({
      DATABASE_URL: databaseUrl,
      SHUTDOWN_GRACE_MS: '500',
    });
    const slow = httpRequest(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': 1000,
        expect: '100-continue',
      },
    });
    slow.on('error', () => {});
    slow.flushHeaders();
    await once(slow, 'continue');
    slow.write('{');
    signal('SIGTERM');
    expect(await exit()).toBe(1);
    expect(output()).toContain('grace time');
  });
});

/** The status of the answer, or why there was none. */
function ask(url: string, agent: Agent): Promise<number | string> {
  return new Promise((resolve) => {
    httpRequest(url, { agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      .end();
  });
}

async function isListening(url: string): Promise<boolean> {
  const { port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

async function waitUntilBlocked(client: Client): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await client.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length;
    })
    .toBe(1);
}
