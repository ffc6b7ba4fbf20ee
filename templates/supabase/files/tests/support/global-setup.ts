import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import postgres from 'postgres';

import { createPage } from '../../tools/local/page/open.ts';
import { startLocalPostgres } from '../../tools/local/postgres/server.ts';
import { startSchedule } from '../../tools/local/schedule.ts';
import { apiKeys, createEnvFile, readSettings } from '../../tools/local/settings.ts';
import { startLocalStack } from '../../tools/local/start.ts';

const directory = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The tests know an address, keys, mails and a database, by variables. Where SUPABASE_URL is set, they
 * run against that project; else against a local stack with a database of its own.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  createEnvFile(directory);
  const settings = readSettings(directory);
  if (settings['SUPABASE_URL']) {
    Object.assign(process.env, settings);
    return undefined;
  }
  const server = settings['DATABASE_URL'] ?? (await startLocalPostgres(directory)).url;
  const name = `test_${randomBytes(6).toString('hex')}`;
  const dataDirectory = mkdtempSync(join(tmpdir(), 'local-stack-'));
  const databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  await onServer(server, (sql) => sql`create database ${sql(name)}`);

  const page = createPage(directory);
  const keys = apiKeys(settings);
  const env = { ...settings, JOBS_RETRY_SECONDS: '1', WEBHOOK_SECRET: webhookSecret };
  const options = { directory, dataDirectory, env, databaseUrl, keys, port: 0 };
  const stack = await startLocalStack({ ...options, print: page.takeLine });
  const schedule = startSchedule(stack.url, keys);

  process.env['SUPABASE_URL'] = stack.url;
  process.env['SUPABASE_PUBLISHABLE_KEY'] = keys.publishable;
  process.env['SUPABASE_SECRET_KEY'] = keys.secret;
  process.env['DATABASE_URL'] = databaseUrl;
  process.env['WEBHOOK_SECRET'] = webhookSecret;
  process.env['MAILS_URL'] = await page.serve(stack, 0);

  return async () => {
    schedule.stop();
    await page.close();
    await stack.close();
    await onServer(server, (sql) => sql`drop database ${sql(name)} with (force)`);
    rmSync(dataDirectory, { recursive: true, force: true });
  };
}

const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`;

async function onServer(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
