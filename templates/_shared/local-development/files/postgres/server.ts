import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';

import { errorCode } from '../error-code.ts';
import { freePort } from '../ports.ts';
import { LocalPostgresError, preparePrograms, type Run } from './binaries.ts';
import { isProcessAlive, withLock } from './lock.ts';
import { type Arrival, claimPlace, type Place, projectFolder, serverUser } from './place.ts';

export { LocalPostgresError };

export interface LocalPostgres {
  url: string;
  port: number;
  stop(): Promise<void>;
}

const startAttempts = 6;
const startingMs = 60_000;
const refusingMs = 2_000;

const serverSettings = {
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '32MB',
  synchronous_commit: 'off',
};

/**
 * Starts the project's Postgres server, or finds it running. It listens on 127.0.0.1 only and
 * outlives this process, because the API, the commands and the tests share it.
 */
export async function startLocalPostgres(projectDirectory: string): Promise<LocalPostgres> {
  return withPlace(projectDirectory, async (place, arrival) => {
    const run = preparePrograms(place);
    if (arrival === 'moved') await stopServer(place, run);
    const port = await ensureRunning(place, run);
    return {
      url: urlOf(place, port),
      port,
      stop: async () => void (await stopLocalPostgres(projectDirectory)),
    };
  });
}

/** Stops the project's Postgres server; false if none was running. */
export async function stopLocalPostgres(projectDirectory: string): Promise<boolean> {
  return withPlace(projectDirectory, async (place, arrival) => {
    if (arrival === 'new' || arrival === 'copied') return false;
    return stopServer(place, preparePrograms(place));
  });
}

async function withPlace<Value>(
  projectDirectory: string,
  work: (place: Place, arrival: Arrival) => Promise<Value>,
): Promise<Value> {
  const project = projectFolder(projectDirectory);
  mkdirSync(project, { recursive: true, mode: 0o700 });
  return withLock(join(project, 'lock'), async () => {
    const { place, arrival } = claimPlace(project);
    return work(place, arrival);
  });
}

async function ensureRunning(place: Place, run: Run): Promise<number> {
  for (let attempt = 1; attempt <= startAttempts; attempt += 1) {
    const port = await answeringPort(place);
    if (port !== undefined) return port;
    // What is left is the trace of a killed server. Postgres itself still refuses to start while a
    // process of that server uses the data.
    rmSync(join(place.data, 'postmaster.pid'), { force: true });
    if (!existsSync(place.data)) await createData(place, run);
    const { code } = await launch(place, run);
    if (code !== 0) await sleep(500);
  }
  const port = await answeringPort(place);
  if (port !== undefined) return port;
  throw new LocalPostgresError(`Local Postgres does not start:\n${endOfLog(place)}`);
}

async function createData(place: Place, run: Run): Promise<void> {
  const unfinished = `${place.data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(place.password, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (serverUser) chownSync(place.password, serverUser.uid, serverUser.gid);
  const { code, output } = await run('initdb', [
    `--pgdata=${unfinished}`,
    '--username=postgres',
    `--pwfile=${place.password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-sync',
  ]);
  if (code !== 0) throw new LocalPostgresError(`Local Postgres cannot create its data:\n${output}`);
  renameSync(unfinished, place.data);
}

async function launch(place: Place, run: Run): Promise<{ code: number | null }> {
  const port = await choosePort(place);
  const settings = Object.entries(serverSettings).map(([name, value]) => `-c ${name}=${value}`);
  const options = [`-p ${port}`, '-h 127.0.0.1', ...settings].join(' ');
  rmSync(place.log, { force: true });
  return run('pg_ctl', ['-w', '-D', place.data, '-l', place.log, '-o', options, 'start'], {
    detached: true,
  });
}

async function stopServer(place: Place, run: Run): Promise<boolean> {
  if ((await answeringPort(place)) === undefined) return false;
  const { code, output } = await run('pg_ctl', ['-w', '-D', place.data, '-m', 'fast', 'stop']);
  if (code !== 0) throw new LocalPostgresError(`Local Postgres does not stop:\n${output}`);
  return true;
}

/** The port of the running server; waits for one that is just starting. */
async function answeringPort(place: Place): Promise<number | undefined> {
  const begin = Date.now();
  while (Date.now() - begin < startingMs) {
    const server = readServer(place);
    if (!server || !isProcessAlive(server.pid)) return undefined;
    const answer = await logIn(urlOf(place, server.port));
    if (answer === 'ready') return server.port;
    if (answer === 'stranger') return undefined;
    // The process id alone proves nothing: it may be a killed server that nobody has reaped.
    if (answer === 'refusing' && Date.now() - begin > refusingMs) return undefined;
    await sleep(50);
  }
  return undefined;
}

function readServer(place: Place): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(join(place.data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]) };
  } catch {
    return undefined;
  }
}

type Answer = 'ready' | 'starting' | 'refusing' | 'stranger';

async function logIn(url: string): Promise<Answer> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    return answerFrom(errorCode(error));
  } finally {
    client.end().catch(() => {});
  }
}

function answerFrom(code: string | undefined): Answer {
  if (code === '53300') return 'ready'; // all connections taken
  if (code === '57P03') return 'starting'; // or shutting down
  return code?.startsWith('28') ? 'stranger' : 'refusing'; // 28: another server has that port now
}

function urlOf(place: Place, port: number): string {
  return `postgres://postgres:${readFileSync(place.password, 'utf8').trim()}@127.0.0.1:${port}/postgres`;
}

/** The port of the last start if it is free, so that saved connections stay valid. */
async function choosePort(place: Place): Promise<number> {
  const file = join(place.server, 'port');
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) || 0 : 0;
  const port = (await freePort(last)) ?? (await freePort()) ?? 0;
  writeFileSync(file, String(port));
  return port;
}

function endOfLog(place: Place): string {
  const log = existsSync(place.log) ? readFileSync(place.log, 'utf8') : 'there is no log';
  return log.split('\n').slice(-15).join('\n').trim();
}
