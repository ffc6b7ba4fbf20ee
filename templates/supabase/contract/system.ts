import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Settings, System } from '@plinth/conformance/contract/driver';
import type { Kit } from '@plinth/conformance/kit/kit';

import { tryAllAsOutsider } from './attempts.ts';
import { advanceClock } from './clock.ts';
import { SCRIPTS } from './commands.ts';
import type { Server } from './database.ts';
import { hostileSessions, type SigningKey } from './hostile-sessions.ts';
import { routesOf } from './interface.ts';
import { clientOperations } from './operations.ts';
import { readOutbox } from './outbox.ts';
import { startProcesses } from './processes.ts';
import { advice } from './project.ts';
import { tablesAndBuckets } from './rules.ts';
import { createSend } from './send.ts';
import { configure, newWebhookSecret, variablesFor } from './settings.ts';
import { signedEvent } from './signed-event.ts';
import { environmentOf, type Launch, newKeys, urlOf } from './stack.ts';
import { workHost } from './work-host.ts';

/** What the systems of a run share. */
export interface Parts {
  readonly kit: Kit;
  readonly server: Server;
}

/** Starts a copy of the project with its own configuration, files and outbox, behind a proxy to a database of its own. */
export async function startSystem({ kit, server }: Parts, settings: Settings): Promise<System> {
  if (settings.telemetry) kit.lacks('setting telemetry');
  if (settings.publicUrl) kit.lacks('setting publicUrl');
  if (settings.graceSeconds) kit.lacks('setting graceSeconds');
  const folder = kit.copy('system', { installed: true });
  configure(folder, settings);
  const database = settings.database?.name ?? (await server.create());
  const query = server.on(database);
  const proxy = await kit.databaseProxy(server);
  const tracker = settings.errorTracker ? await kit.collector() : undefined;
  const webhookSecret = newWebhookSecret();
  const plan: Launch = {
    folder,
    port: await kit.freePort(),
    databaseUrl: server.url(database, proxy.port),
    keys: newKeys(),
    env: {
      ...variablesFor(settings, webhookSecret),
      ...(tracker ? { SENTRY_DSN: `http://key@${new URL(tracker.url).host}/1` } : {}),
    },
  };
  const url = urlOf(plan.port);
  // Also where a behaviour needs no jobs: what deletes bytes is one.
  const processes = await startProcesses(kit, plan, Math.max(1, settings.workers ?? 1));
  const send = createSend({ url, keys: plan.keys });
  const operations = clientOperations(kit, url, plan.keys, settings.signedLinkSeconds);

  return {
    operations: {
      ...operations,
      hostileSessions: async ({ bearer }) => {
        const file = join(folder, '.local', 'signing-key.json');
        return hostileSessions(bearer, JSON.parse(readFileSync(file, 'utf8')) as SigningKey);
      },
      tryAllAsOutsider: async ({ note }) =>
        tryAllAsOutsider(send, await routesOf(query, folder, note.id)),
    },
    host: {
      ...processes.host,
      ...workHost(kit, { server, database, webhookSecret, output: () => processes.output() }),
      outbox: () => readOutbox(folder),
      errorReports: async () => tracker?.errorReports() ?? [],
      cutDatabase: () => proxy.cut(),
      restoreDatabase: () => proxy.restore(),
      pauseDatabase: async () => proxy.pause(),
      resumeDatabase: async () => proxy.resume(),
      waitingQueries: async () => proxy.waiting(),
      killAtCommit: async () => {
        await proxy.swallowAnswer(/\bcommit\b/i);
        await processes.host.signal('api', 'SIGKILL');
      },
      advanceClock: (seconds) => advanceClock(query, seconds),
      runCommand: kit.commands({ folder, scripts: SCRIPTS, env: environmentOf(plan) }),
      // Those of the functions: the others are answered by the platform.
      addresses: async () => ({
        json: [signedEvent(`${url}/functions/v1/webhook`, webhookSecret)],
        html: [],
        unknown: `${url}/functions/v1/webhook/there-is-nothing`,
        write: `${url}/functions/v1/finish-upload`,
      }),
      storedObjects: async () => {
        const storage = join(folder, '.local', 'storage');
        const names = await readdir(storage, { recursive: true }).catch((): string[] => []);
        return names.filter((name) => /[/\\][0-9a-f]{64}$/.test(name)).length;
      },
      sweepStorage: async () => {
        const run = kit.spawn('sweep', 'node', ['scripts/files-sweep.ts'], {
          cwd: folder,
          env: environmentOf(plan),
        });
        const { code, output } = await run.finished;
        if (code !== 0) throw new Error(`The sweep fails:\n${output}`);
      },
      tablesAndBuckets: () => tablesAndBuckets(query, send),
      advice: () => advice(kit, server),
    },
    async [Symbol.asyncDispose]() {
      await processes[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
      await tracker?.[Symbol.asyncDispose]();
      if (settings.database === undefined) await server.drop(database);
    },
  };
}
