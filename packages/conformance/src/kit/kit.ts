import { AsyncLocalStorage } from 'node:async_hooks';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { CommandName, CommandRun } from '../contract/host.ts';
import { MissingOperation } from '../contract/outcome.ts';
import { type Collector, startCollector } from './collector.ts';
import { copyProject, shareInstalled } from './copy.ts';
import { type Commanded, runDocumented } from './documented-commands.ts';
import { type ExportProbes, exportProbes } from './export-probes.ts';
import { readExposition } from './exposition.ts';
import { type FreshOptions, type FreshStart, startFresh } from './fresh-start.ts';
import type { MetricPoint } from './otlp.ts';
import { type DatabaseProxy, startDatabaseProxy } from './database-proxy.ts';
import { request } from './http.ts';
import { freePort } from './ports.ts';
import { type PostgresClientClass, type PostgresServer, postgresServer } from './postgres.ts';
import { type RunningProcess, startProcess } from './processes.ts';

export interface KitOptions {
  /** The project, installed. */
  readonly folder: string;
  /** Folder of the run, which takes copies and logs. */
  readonly workFolder: string;
  /** The environment of a machine that has Node and the package manager, and nothing of this repository. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Address of a database server to use in place of the project's own. */
  readonly databaseServer?: string | undefined;
  /** Kind of storage to use in place of the project's own, by a name that the driver knows. */
  readonly storage?: string | undefined;
}

/** What the suite lends to a driver, so that no driver writes it again. What it starts, it ends. */
export interface Kit extends KitOptions {
  freePort(): Promise<number>;
  databaseProxy(target: { readonly host: string; readonly port: number }): Promise<DatabaseProxy>;
  /** Takes in spans and metrics over OTLP/HTTP, and reports of an error tracker. */
  collector(): Promise<Collector>;
  /** Asks for metrics as Prometheus does; undefined where nothing answers so. */
  scrape(url: string): Promise<readonly MetricPoint[] | undefined>;
  /** Does work under a name, which stands in the names of the logs of what it starts. */
  label<Value>(name: string, work: () => Promise<Value>): Promise<Value>;
  /** Starts a program; its output also goes to a file of its own in `logs` of the folder of the run. */
  spawn(
    name: string,
    file: string,
    parameters: readonly string[],
    options?: {
      readonly cwd?: string;
      readonly env?: Readonly<Record<string, string | undefined>>;
    },
  ): RunningProcess;
  /** A fresh copy of the project; `installed` puts the packages of the project beside it. */
  copy(name: string, options?: { readonly installed?: boolean }): string;
  readonly request: typeof request;
  /** The Postgres server at an address, by the client `pg` that the project has installed. */
  postgres(address: string): PostgresServer;
  exportProbes(server: Pick<PostgresServer, 'on' | 'hold'>, database: string): ExportProbes;
  /** What runs the commands that a project's README documents. */
  commands(project: Commanded): (name: CommandName, ...parameters: string[]) => Promise<CommandRun>;
  /** Starts a fresh copy of the project by the one command of its README. */
  startFresh(options: FreshOptions): Promise<FreshStart>;
  /**
   * For what outlives the process that started it, such as a server of its own: `work` is done once, when the driver
   * calls what it is given, or else at the end of the run.
   */
  atEnd(work: () => Promise<void>): () => Promise<void>;
  /** Rejects as an operation does that the driver lacks: `kit.lacks('setting workers')`. */
  lacks(name: string): never;
}

/** A kit and the end of everything that it started; once disposed, it starts nothing more. */
export interface OwnedKit extends Kit, AsyncDisposable {
  /** Ends what runs now. More can be started, to put things in order. */
  endAll(): Promise<void>;
}

export function createKit(options: KitOptions): OwnedKit {
  const open = new Set<AsyncDisposable>();
  const owed = new Set<() => Promise<void>>();
  let copies = 0;
  let closed = false;
  const labels = new AsyncLocalStorage<string>();
  let processes = 0;
  const keep = <Each extends AsyncDisposable>(each: Each): Each => {
    open.add(each);
    return each;
  };
  const endAll = async (): Promise<void> => {
    await Promise.all([...open].map((each) => each[Symbol.asyncDispose]()));
  };
  const logs = path.join(options.workFolder, 'logs');
  fs.mkdirSync(logs, { recursive: true });
  const kit: OwnedKit = {
    ...options,
    freePort,
    request,
    postgres(address) {
      const load = createRequire(path.join(options.folder, 'package.json'));
      return postgresServer(address, (load('pg') as { Client: PostgresClientClass }).Client);
    },
    exportProbes,
    commands:
      (project) =>
      (name, ...parameters) =>
        runDocumented(kit, project, name, parameters),
    startFresh: (fresh) => startFresh(kit, fresh),
    databaseProxy: async (target) => keep(await startDatabaseProxy(target)),
    collector: async () => keep(await startCollector()),
    async scrape(url) {
      const answer = await fetch(url).catch(() => undefined);
      return answer?.ok ? readExposition(await answer.text()) : undefined;
    },
    label: (name, work) => labels.run(name, work),
    spawn(name, file, parameters, { cwd = options.folder, env = {} } = {}) {
      if (closed) throw new Error('the run is over');
      processes += 1;
      const label = labels.getStore() ?? 'before';
      const number = String(processes).padStart(3, '0');
      return keep(
        startProcess(file, parameters, {
          cwd,
          env: { ...options.environment, ...env },
          log: path.join(logs, `${number}-${label}-${name}.log`),
        }),
      );
    },
    copy(name, { installed = false } = {}) {
      copies += 1;
      const folder = path.join(options.workFolder, `${name}-${copies}`);
      copyProject(options.folder, folder);
      if (installed) shareInstalled(options.folder, folder);
      return folder;
    },
    lacks(name) {
      throw new MissingOperation(name);
    },
    atEnd(work) {
      const once = async (): Promise<void> => {
        if (owed.delete(once)) await work();
      };
      owed.add(once);
      return once;
    },
    endAll,
    async [Symbol.asyncDispose]() {
      await endAll();
      try {
        await Promise.all([...owed].map((each) => each()));
      } finally {
        closed = true;
        await endAll();
      }
    },
  };
  return kit;
}
