import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { newAddress, newClient } from '../../tests/support/clients.ts';
import { inDatabase } from '../../tests/support/database.ts';
import { publishableKey, secretKey, url } from '../../tests/support/environment.ts';
import { newMember } from '../../tests/support/people.ts';
import { readSettings } from './settings.ts';
import { type LocalStack, startLocalStack } from './start.ts';

const directory = fileURLToPath(new URL('../..', import.meta.url));

describe('the local stack refuses', () => {
  test.concurrent.each([
    ['to start in production', { NODE_ENV: 'production' }, 'NODE_ENV is "production"'],
    ['a public address', { HOST: '0.0.0.0' }, 'serves this machine alone'],
    ['a public name', { HOST: 'example.com' }, 'serves this machine alone'],
    [
      'a database on another machine',
      { DATABASE_URL: 'postgres://db.example.com/x' },
      'on this machine',
    ],
    ['a key that is none', { SUPABASE_SECRET_KEY: 'guess' }, 'SUPABASE_SECRET_KEY'],
    ['a setting of functions', { JOBS_LEASE_SECONDS: 'soon' }, 'JOBS_LEASE_SECONDS: must be'],
    ['a port that is none', { PORT: 'http' }, 'PORT: must be a whole number'],
    ['a port that is taken', { PORT: new URL(url).port }, 'is taken'],
  ])('%s', async (_what, env, words) => {
    const { code, output } = await develop(env);
    expect(code).toBe(1);
    expect(output).toContain(words);
    expect(output).not.toContain('guess');
  });

  test('requests without a key of the project', async () => {
    for (const path of ['/rest/v1/notes', '/auth/v1/settings']) {
      expect((await fetch(`${url}${path}`)).status).toBe(401);
      const headers = { apikey: 'sb_secret_guess' };
      expect((await fetch(`${url}${path}`, { headers })).status).toBe(401);
    }
  });

  test('what it does not serve, in plain words', async () => {
    for (const path of ['/realtime/v1/websocket', '/graphql/v1', '/']) {
      const answer = await fetch(`${url}${path}`, { headers: { apikey: publishableKey } });
      expect(answer.status).toBe(501);
      expect(await answer.text()).toContain('not served by the local stack');
    }
  });

  test('names of functions that lead elsewhere', async () => {
    const names = ['nothing', '_shared', '..%2f..%2ftools', 'work%00', '%2e%2e'];
    const statuses = await Promise.all(
      names.map(async (name) => {
        return (await fetch(`${url}/functions/v1/${name}`, { method: 'POST' })).status;
      }),
    );
    expect(statuses).toEqual([404, 404, 404, 404, 501]);
  });
});

test('an address that has tried too often has to wait, another one has not', async () => {
  const { email } = await newMember();
  const headers = { 'x-forwarded-for': newAddress() };
  const attempt = async () => {
    const client = newClient(headers);
    return (await client.auth.signInWithPassword({ email, password: 'wrong-horse-1' })).error?.code;
  };
  const answers = [];
  for (let round = 0; round < 31; round += 1) answers.push(await attempt());

  expect(answers.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 'invalid_credentials'));
  expect(answers[30]).toBe('over_request_rate_limit');
  const elsewhere = await newClient().auth.signInWithPassword({ email, password: 'wrong-horse-1' });
  expect(elsewhere.error?.code).toBe('invalid_credentials');
});

test('two starts at once on a new database apply each migration once', async () => {
  const server = new URL(process.env['DATABASE_URL'] ?? '');
  const name = `twice_${Date.now()}`;
  await inDatabase((sql) => sql`create database ${sql(name)}`);
  const databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const dataDirectory = mkdtempSync(join(tmpdir(), 'twice-'));
  const keys = { publishable: publishableKey, secret: secretKey };
  const start = () =>
    startLocalStack({
      directory,
      dataDirectory,
      env: readSettings(directory),
      databaseUrl,
      keys,
      port: 0,
      print: () => {},
    });
  const [one, other] = await Promise.all([start(), start()]);
  try {
    const applied = await one.sql`select version from supabase_migrations.schema_migrations`;
    expect(applied).toHaveLength(readdirSync(join(directory, 'supabase', 'migrations')).length);
    const keysOf = async (stack: LocalStack) =>
      (await fetch(`${stack.url}/auth/v1/.well-known/jwks.json`)).json();
    expect(await keysOf(one)).toEqual(await keysOf(other));
  } finally {
    await Promise.all([one.close(), other.close()]);
    await inDatabase((sql) => sql`drop database ${sql(name)} with (force)`);
    rmSync(dataDirectory, { recursive: true });
  }
});

function develop(env: Record<string, string>): Promise<{ code: number; output: string }> {
  const script = join(directory, 'tools', 'local', 'dev.mjs');
  return new Promise((resolve) => {
    const options = { cwd: directory, env: { ...process.env, ...env }, timeout: 50_000 };
    execFile(process.execPath, [script], options, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr });
    });
  });
}
