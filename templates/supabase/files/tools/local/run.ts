import { join } from 'node:path';

import type { Settings } from './check-settings.ts';
import { describeRun } from './dev-screen.ts';
import { portIsTaken } from './gateway/gateway.ts';
import { isLoopback } from './gateway/refuse.ts';
import { LocalStackError } from './local-stack-error.ts';
import { createPage } from './page/open.ts';
import { freePort } from './ports.ts';
import { startLocalPostgres } from './postgres/server.ts';
import { say } from './say.ts';
import { startSchedule } from './schedule.ts';
import { exampleAccounts, seed } from './seed.ts';
import { apiKeys } from './settings.ts';
import { type LocalStack, startLocalStack } from './start.ts';

/** Starts all parts and ends them on a signal. Throws `LocalStackError` for what a person can put right. */
export async function run(
  directory: string,
  env: NodeJS.ProcessEnv,
  settings: Settings,
): Promise<void> {
  const keys = apiKeys(env);
  await checkPort(settings.PORT);
  const database = await findDatabase(directory, settings.DATABASE_URL);
  say('Preparing the database …');
  const page = createPage(directory);
  const stack = await startLocalStack({
    directory,
    dataDirectory: join(directory, '.local'),
    env,
    databaseUrl: database.url,
    keys,
    port: settings.PORT,
    print: page.takeLine,
  });
  const accounts = await seedExamples(stack, directory, database, settings.SEED_PASSWORD);
  const pageUrl = await page.serve(stack, settings.DEV_PAGE_PORT);
  const schedule = startSchedule(stack.url, keys);
  stopOnSignal(async () => {
    schedule.stop();
    await page.close();
    await stack.close();
  });
  say(describeRun({ url: stack.url, pageUrl, keys, database, accounts }));
}

/** Before anything is made, not after the migrations. */
async function checkPort(port: number): Promise<void> {
  if (port !== 0 && (await freePort(port)) === undefined) throw portIsTaken(port);
}

export interface Database {
  url: string;
  /** Runs inside the project folder; npm run db:stop ends it. */
  isEmbedded: boolean;
}

async function findDatabase(directory: string, url: string | undefined): Promise<Database> {
  if (!url) {
    say('Starting the local database …');
    return { url: (await startLocalPostgres(directory)).url, isEmbedded: true };
  }
  if (isLoopback(new URL(url).hostname)) return { url, isEmbedded: false };
  throw new LocalStackError(
    'DATABASE_URL is not on this machine: the local stack makes roles and example accounts. Leave it out.',
  );
}

/** The lines about the example accounts; none where no password is set for them. */
async function seedExamples(
  { sql }: LocalStack,
  directory: string,
  { isEmbedded }: Database,
  password: string | undefined,
): Promise<string[]> {
  if (!password || !isEmbedded) return [];
  await seed(sql, directory, password);
  return exampleAccounts.map((email) => `${email} / ${password}`);
}

function stopOnSignal(close: () => Promise<void>): void {
  const stop = () => void close().finally(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
}
