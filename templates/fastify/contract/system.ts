import type { Settings, System } from '@plinth/conformance/contract/driver';
import type { Person } from '@plinth/conformance/contract/operations';
import type { Kit } from '@plinth/conformance/kit/kit';

import { body, createCall } from './caller.ts';
import { advanceClock } from './clock.ts';
import { SCRIPTS } from './commands.ts';
import type { Server } from './database.ts';
import { expiredSession, hostileSessions } from './hostile-sessions.ts';
import { httpOperations } from './operations.ts';
import { readOutbox } from './outbox.ts';
import { startProcesses } from './processes.ts';
import { newSecrets, variablesFor } from './settings.ts';
import type { OpenStorage } from './storage.ts';
import { openTelemetry } from './telemetry.ts';
import { workHost } from './work-host.ts';

/** What the systems of a run share. */
export interface Parts {
  readonly kit: Kit;
  readonly server: Server;
  readonly openStorage: OpenStorage;
}

/** Starts the service and its workers from their sources, each behind a proxy to the database. */
export async function startSystem(
  { kit, server, openStorage }: Parts,
  settings: Settings,
): Promise<System> {
  const secrets = newSecrets();
  const variables = variablesFor(settings, secrets);
  const database = settings.database?.name ?? (await server.create());
  const query = server.on(database);
  const [proxy, workerProxy] = [await kit.databaseProxy(server), await kit.databaseProxy(server)];
  const proxies = [proxy, workerProxy];
  const storage = await openStorage();
  const port = await kit.freePort();
  const url = `http://127.0.0.1:${port}`;
  const telemetry = await openTelemetry(kit, settings, url);
  const common = { ...variables, ...storage.env, ...telemetry.env, PORT: String(port) };
  const env = { ...common, DATABASE_URL: server.url(database, proxy.port) };
  const processes = await startProcesses(kit, {
    url,
    api: env,
    worker: { ...common, DATABASE_URL: server.url(database, workerProxy.port) },
    workers: settings.workers ?? 1,
  });
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
          secret: secrets.auth,
          storeExpired: async (token) => {
            await query(...expiredSession(token, userId));
          },
        });
      },
    },
    host: {
      ...processes.host,
      ...workHost(kit, {
        server,
        database,
        webhookSecret: secrets.webhook,
        workerOutput: () => processes.workerOutput(),
      }),
      ...telemetry.host,
      outbox: () => readOutbox(kit.folder),
      cutDatabase: async () => {
        for (const each of proxies) await each.cut();
      },
      restoreDatabase: async () => {
        for (const each of proxies) await each.restore();
      },
      cutIdleConnections: async (by) => {
        if (by === 'network') for (const each of proxies) each.drop();
        else {
          await query(
            'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
          );
        }
      },
      pauseDatabase: async () => {
        for (const each of proxies) each.pause();
      },
      resumeDatabase: async () => {
        for (const each of proxies) each.resume();
      },
      // Those of the API: a worker asks for jobs all the time.
      waitingQueries: async () => proxy.waiting(),
      killAtCommit: async () => {
        await proxy.swallowAnswer(/\bcommit\b/i);
        await processes.host.signal('api', 'SIGKILL');
      },
      advanceClock: (seconds) => advanceClock(query, seconds),
      runCommand: kit.commands({ folder: kit.folder, scripts: SCRIPTS, env }),
      addresses: async () => ({
        json: ['/v1/notes', '/v1/me', '/health/live'].map((path) => ({ url: `${url}${path}` })),
        html: [`${url}/docs/`],
        unknown: `${url}/there-is-nothing`,
        write: `${url}/v1/notes`,
      }),
      breakNotes: async () => {
        await query('alter table notes rename to notes_away');
        return async () => {
          await query('alter table notes_away rename to notes');
        };
      },
      internals: async () => ['does not exist', '42P01'],
      storedObjects: () => storage.count(),
      sweepStorage: async () => {
        const run = kit.spawn('sweep', 'node', ['src/commands/sweep-files.ts'], { env });
        const { code, output } = await run.finished;
        if (code !== 0) throw new Error(`The sweep fails:\n${output}`);
      },
    },
    async [Symbol.asyncDispose]() {
      await processes[Symbol.asyncDispose]();
      await Promise.all(proxies.map((each) => each[Symbol.asyncDispose]()));
      await storage[Symbol.asyncDispose]();
      if (settings.database === undefined) await server.drop(database);
    },
  };
}
