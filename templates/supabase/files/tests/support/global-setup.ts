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
  const opened: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const each of opened.toReversed()) await each();
  };
  try {
    await start(settings, opened);
    return close;
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts the parts, sets the variables, and notes how each part is given back. */
async function start(
  settings: NodeJS.ProcessEnv,
  opened: (() => Promise<unknown>)[],
): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'local-stack-'));
  opened.push(async () => rmSync(dataDirectory, { recursive: true, force: true }));
  const server = settings['DATABASE_URL'] ?? (await startLocalPostgres(directory)).url;
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, (sql) => sql`create database ${sql(name)}`);
  opened.push(() => onServer(server, (sql) => sql`drop database ${sql(name)} with (force)`));
  const databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href;

  const page = createPage(directory);
  const keys = apiKeys(settings);
  const env = { ...settings, JOBS_RETRY_SECONDS: '1', WEBHOOK_SECRET: webhookSecret };
  const options = { directory, dataDirectory, env, databaseUrl, keys, port: 0 };
  const stack = await startLocalStack({ ...options, print: page.takeLine });
  opened.push(() => stack.close());
  const mailsUrl = await page.serve(stack, 0);
  opened.push(() => page.close());
  const schedule = startSchedule(stack.url, keys);
  opened.push(async () => schedule.stop());

  Object.assign(process.env, {
    SUPABASE_URL: stack.url,
    SUPABASE_PUBLISHABLE_KEY: keys.publishable,
    SUPABASE_SECRET_KEY: keys.secret,
    DATABASE_URL: databaseUrl,
    WEBHOOK_SECRET: webhookSecret,
    MAILS_URL: mailsUrl,
  });
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
