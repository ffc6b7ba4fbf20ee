import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Settings, System } from '@plinth/conformance/contract/driver';
import type { Person } from '@plinth/conformance/contract/operations';
import type { Kit } from '@plinth/conformance/kit/kit';
import type { RunningProcess } from '@plinth/conformance/kit/processes';

import { body, createCall } from './caller.ts';
import { commands } from './commands.ts';
import type { Server } from './database.ts';
import { expiredSession, hostileSessions } from './hostile-sessions.ts';
import { readLog } from './logs.ts';
import { httpOperations } from './operations.ts';
import { readOutbox } from './outbox.ts';

const UNKNOWN_SETTINGS = [
  'refreshReuseSeconds',
  'signedLinkSeconds',
  'workers',
  'telemetry',
  'errorTracker',
  'shortRetries',
] as const;

/** Starts the service from its sources, behind a proxy to its database. */
export async function startSystem(kit: Kit, server: Server, settings: Settings): Promise<System> {
  for (const name of UNKNOWN_SETTINGS) {
    // Sessions are not refreshed by tokens here, so there is no time in which one may be used again.
    if (settings[name] !== undefined && name !== 'refreshReuseSeconds') kit.lacks(`setting ${name}`);
  }
  const database = settings.database?.name ?? (await server.create());
  const proxy = await kit.databaseProxy(server);
  const port = await kit.freePort();
  const url = `http://127.0.0.1:${port}`;
  const secret = randomBytes(32).toString('base64url');
  const env = {
    PORT: String(port),
    AUTH_SECRET: secret,
    DATABASE_URL: server.url(database, proxy.port),
    RATE_LIMIT_MAX: '1000000',
    ...(settings.publicUrl === undefined ? {} : { BASE_URL: settings.publicUrl }),
    ...(settings.sessionIdleSeconds === undefined
      ? {}
      : { SESSION_IDLE_SECONDS: String(settings.sessionIdleSeconds) }),
  };
  const runs: RunningProcess[] = [];
  const current = (): RunningProcess => runs.at(-1) as RunningProcess;
  const launch = async (): Promise<void> => {
    const api = kit.spawn('api', 'node', ['src/main.ts'], { env });
    runs.push(api);
    await untilItServes(api, url);
  };
  await launch();
  const call = createCall(kit, url);

  return {
    operations: {
      ...httpOperations(call),
      async hostileSessions({ bearer }) {
        const me = await call('GET', '/v1/me', { visitor: { bearer }, read: body<Person> });
        const userId = me.value?.id ?? '';
        return hostileSessions({
          bearer,
          userId,
          secret,
          storeExpired: async (token) => {
            await server.query(database, ...expiredSession(token, userId));
          },
        });
      },
    },
    host: {
      signal: async (name, signal) => {
        if (name === 'worker') kit.lacks('process worker');
        current().signal(signal);
      },
      exitCode: async (name) => {
        if (name === 'worker') kit.lacks('process worker');
        return (await current().finished).code;
      },
      restart: async () => {
        if (current().ended) await launch();
      },
      logs: async () => runs.flatMap((run) => readLog(run.output())),
      outbox: () => readOutbox(kit.folder),
      cutDatabase: () => proxy.cut(),
      restoreDatabase: () => proxy.restore(),
      cutIdleConnections: async (by) => {
        if (by === 'network') proxy.drop();
        else {
          await server.query(
            database,
            'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
          );
        }
      },
      pauseDatabase: async () => proxy.pause(),
      resumeDatabase: async () => proxy.resume(),
      waitingQueries: async () => proxy.waiting(),
      advanceClock: (seconds) => advanceClock(server, database, seconds),
      runCommand: commands(kit, kit.folder, env),
      addresses: async () => ({
        json: [`${url}/v1/notes`, `${url}/v1/me`, `${url}/health/live`],
        html: [`${url}/docs/`],
        unknown: `${url}/there-is-nothing`,
        write: `${url}/v1/notes`,
      }),
      breakNotes: async () => {
        await server.query(database, 'alter table notes rename to notes_away');
        return async () => {
          await server.query(database, 'alter table notes_away rename to notes');
        };
      },
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(runs.map((run) => run[Symbol.asyncDispose]()));
      await proxy[Symbol.asyncDispose]();
      if (settings.database === undefined) await server.drop(database);
    },
  };
}

export async function untilItServes(run: RunningProcess, url: string, seconds = 20): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!run.ended && Date.now() < deadline) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(30);
  }
  throw new Error(`The service does not serve:\n${run.output()}`);
}

/** All times that the service stored move back: for it, the clock has moved on. */
async function advanceClock(server: Server, database: string, seconds: number): Promise<void> {
  const columns = await server.query(
    database,
    `select format('%I.%I', table_schema, table_name) as "table", quote_ident(column_name) as "column"
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where data_type = 'timestamp with time zone' and table_type = 'BASE TABLE'
       and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const updates = columns.map(
    ({ table, column }) => `update ${table} set ${column} = ${column} - interval '${seconds} seconds';`,
  );
  await server.query(database, updates.join('\n'));
}
