import { join } from 'node:path';
import { inspect, styleText } from 'node:util';

import { readConfigFile } from './config/config-file.ts';
import { describeRun } from './dev-screen.ts';
import { isLoopback, refuseToServe } from './gateway/refuse.ts';
import { LocalStackError } from './local-stack-error.ts';
import { createPage } from './page/open.ts';
import { LocalPostgresError, startLocalPostgres } from './postgres/server.ts';
import { startSchedule } from './schedule.ts';
import { exampleAccounts, seed } from './seed.ts';
import { apiKeys, createEnvFile, portFrom, readSettings } from './settings.ts';
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
  const settings = readSettings(directory);
  refuseToServe(settings);
  const keys = apiKeys(settings);
  const config = readConfigFile(directory, settings);
  const port = portFrom(settings, 'PORT', config.api.port);
  const pagePort = portFrom(settings, 'DEV_PAGE_PORT', 54_324);

  const database = await findDatabase(directory, settings);
  say('Preparing the database …');
  const page = createPage(directory);
  const stack = await startLocalStack({
    directory,
    dataDirectory: join(directory, '.local'),
    env: settings,
    databaseUrl: database.url,
    keys,
    port,
    print: page.takeLine,
  });
  const accounts = await seedExamples(stack, directory, database, settings['SEED_PASSWORD']);
  const pageUrl = await page.serve(stack, pagePort);
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

async function findDatabase(directory: string, settings: NodeJS.ProcessEnv): Promise<Database> {
  const url = settings['DATABASE_URL'];
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
