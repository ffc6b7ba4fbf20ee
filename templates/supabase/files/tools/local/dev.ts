import { join } from 'node:path';
import { inspect, styleText } from 'node:util';

import { checkSettings } from './check-settings.ts';
import { describeRun } from './dev-screen.ts';
import { isLoopback, refuseToServe } from './gateway/refuse.ts';
import { LocalStackError } from './local-stack-error.ts';
import { createPage } from './page/open.ts';
import { LocalPostgresError, startLocalPostgres } from './postgres/server.ts';
import { startSchedule } from './schedule.ts';
import { exampleAccounts, seed } from './seed.ts';
import { apiKeys, createEnvFile, readSettings } from './settings.ts';
import { type LocalStack, startLocalStack } from './start.ts';

/** Runs the whole project on this machine until Ctrl-C. */
export async function develop(directory: string): Promise<void> {
  try {
    await run(directory);
  } catch (error) {
    const isExplained = error instanceof LocalStackError || error instanceof LocalPostgresError;
    say(isExplained ? styleText('red', error.message) : inspect(error));
    process.exit(1);
  }
}

async function run(directory: string): Promise<void> {
  refuseToServe(process.env);
  if (createEnvFile(directory)) say('Created .env with new keys.');
  const env = readSettings(directory);
  refuseToServe(env);
  const settings = checkSettings(env);
  const keys = apiKeys(env);

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

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
