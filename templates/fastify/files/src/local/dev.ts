import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { inspect, promisify, styleText } from 'node:util';

import { type Config, ConfigError, isLoopback, loadConfig } from '../config.ts';
import { type DevelopmentProcess, type Start, startApi, startWorker } from './api-process.ts';
import { openPage, type ProjectPage } from './dev-page.ts';
import { describeRun } from './dev-screen.ts';
import { createEnvFile, readSettings } from './env-file.ts';
import { errorCode } from './error-code.ts';
import type { Source } from './page/recent-logs.ts';
import { freePort } from './ports.ts';
import { LocalPostgresError, startLocalPostgres } from './postgres/server.ts';
import { telemetryTo } from './telemetry-settings.ts';

/** A failure that one line explains. */
class DevelopmentError extends Error {
  override name = 'DevelopmentError';
}

/** Runs the whole project on this machine until Ctrl-C. */
export async function develop(projectDirectory: string): Promise<void> {
  try {
    await run(projectDirectory);
  } catch (error) {
    const explained = [ConfigError, DevelopmentError, LocalPostgresError];
    const isExplained = error instanceof Error && explained.some((kind) => error instanceof kind);
    say(isExplained ? styleText('red', error.message) : inspect(error));
    process.exit(1);
  }
}

async function run(projectDirectory: string): Promise<void> {
  if (createEnvFile(projectDirectory)) say('Created .env with new secrets.');
  const settings = readSettings(projectDirectory);
  if (settings['NODE_ENV'] === 'production') {
    throw new DevelopmentError('NODE_ENV is "production": this command is for development only.');
  }
  const config = loadConfig(settings);
  const pagePort = portFrom(settings, 'DEV_PAGE_PORT', 8025);
  const port = await reservePort(config);
  const database = await findDatabase(projectDirectory, config);
  const env = { ...process.env, PORT: String(port), DATABASE_URL: database.url };

  // The seed migrates as well. Example accounts have no place in a database that others may use.
  say('Preparing the database …');
  const command = database.isOnThisMachine ? 'seed' : 'migrate';
  const seeded = await runCommand(projectDirectory, command, env);

  const url = `http://${reachableHost(config.HOST)}:${port}`;
  const page = await openPage(
    { directory: projectDirectory, settings, config, apiUrl: url, databaseUrl: database.url },
    pagePort,
  );
  const start = (source: Source): Start => ({
    directory: projectDirectory,
    env: { ...env, ...telemetryTo(page.url, settings) },
    print: (line) => {
      if (page.takeLine(source, line)) say(line);
    },
  });
  const api = startApi(start('api'), () => page.apiIsReady());
  const worker = startWorker(start('worker'));
  const processes = [api, worker];
  const graceMs = config.SHUTDOWN_DELAY_MS + config.SHUTDOWN_GRACE_MS + 1_000;
  const stopping = stopOnSignal(processes, page, graceMs);

  if (await api.ready) {
    const accounts = database.isOnThisMachine ? seeded : [];
    say(describeRun({ url, pageUrl: page.url, database, accounts, config }));
  }
  await Promise.race([api.ended, worker.ended]);
  if (stopping.aborted) return;
  await Promise.all(processes.map((each) => each.stop(graceMs)));
  throw new DevelopmentError('The API or the worker has ended; its output is above.');
}

async function reservePort({ PORT, HOST }: Config): Promise<number> {
  const port = await freePort(PORT, HOST);
  if (port !== undefined) return port;
  throw new DevelopmentError(
    `Port ${PORT} is taken. Stop what uses it, or set another PORT in .env.`,
  );
}

export interface Database {
  url: string;
  /** Runs inside the project folder; the script db:stop ends it. */
  isEmbedded: boolean;
  isOnThisMachine: boolean;
}

async function findDatabase(projectDirectory: string, config: Config): Promise<Database> {
  const url = config.DATABASE_URL;
  if (url) return { url, isEmbedded: false, isOnThisMachine: isLoopback(url) };
  say('Starting the local database …');
  const local = await startLocalPostgres(projectDirectory);
  return { url: local.url, isEmbedded: true, isOnThisMachine: true };
}

async function runCommand(
  directory: string,
  command: 'migrate' | 'seed',
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  const parameters = ['--env-file-if-exists=.env', join('src', 'commands', `${command}.ts`)];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, parameters, {
      cwd: directory,
      env,
    });
    return stdout.trim().split('\n');
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new DevelopmentError(`"${command}" failed:\n${output || String(errorCode(error))}`, {
      cause: error,
    });
  }
}

function portFrom(settings: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const port = Number(settings[name] || fallback);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new DevelopmentError(`${name} must be a port number. Set it in .env.`);
}

function reachableHost(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function stopOnSignal(
  processes: DevelopmentProcess[],
  page: ProjectPage,
  graceMs: number,
): AbortSignal {
  const stopping = new AbortController();
  const stop = async () => {
    stopping.abort();
    await Promise.all([...processes.map((each) => each.stop(graceMs)), page.close()]);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void stop());
  }
  return stopping.signal;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
