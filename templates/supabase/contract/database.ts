import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { Undo } from '@plinth/conformance/contract/host';
import type { Kit } from '@plinth/conformance/kit/kit';

import { PROBES } from './probes.ts';
import { launch, newKeys } from './stack.ts';

/** What is used of the project's own Postgres client. */
interface PgClient {
  connect(): Promise<void>;
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  end(): Promise<void>;
}

/** Asks one database. */
export type Query = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

export interface Server {
  readonly address: string;
  readonly host: string;
  readonly port: number;
  /** A new database with migrations and probes; `unmigrated`, it is as the platform hands it out. */
  create(options?: { unmigrated: boolean }): Promise<string>;
  drop(name: string): Promise<void>;
  /** Address of a database, straight or through a proxy on another port. */
  url(name: string, port?: number): string;
  on(database: string): Query;
  /** Runs a statement on a connection that stays, and with it the locks that it took, until it is undone. */
  hold(database: string, text: string): Promise<Undo>;
  close(): Promise<void>;
}

/**
 * The Postgres server of the run: the one that was named, or the project's own embedded one, started here. All
 * databases that are made here are dropped at the end.
 */
export async function openServer(kit: Kit): Promise<Server> {
  const address = kit.databaseServer ?? (await startEmbedded(kit));
  const { Client } = createRequire(join(kit.folder, 'package.json'))('pg') as {
    Client: new (options: { connectionString: string }) => PgClient;
  };
  const { hostname, port } = new URL(address);
  const made = new Set<string>();
  const templates = new Map<boolean, Promise<string>>();

  const url: Server['url'] = (name, through) => {
    const each = new URL(address);
    each.pathname = `/${name}`;
    if (through !== undefined) each.host = `127.0.0.1:${through}`;
    return each.href;
  };
  const connect = async (database: string): Promise<PgClient> => {
    const client = new Client({ connectionString: url(database) });
    await client.connect();
    return client;
  };
  const on: Server['on'] = (database) => async (text, values) => {
    const client = await connect(database);
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  };
  const onServer = on(new URL(address).pathname.slice(1));
  const createFrom = async (template?: string): Promise<string> => {
    const name = `conformance_${randomBytes(6).toString('hex')}`;
    // Known before it is there: a run may be stopped in between.
    made.add(name);
    await onServer(`create database "${name}"${template ? ` template "${template}"` : ''}`);
    return name;
  };
  const createTemplate = async (unmigrated: boolean): Promise<string> => {
    const name = await createFrom();
    const folder = kit.copy('template', { installed: true });
    if (unmigrated) emptyFolder(join(folder, 'supabase', 'migrations'));
    const stack = await launch(kit, {
      folder,
      port: await kit.freePort(),
      databaseUrl: url(name),
      keys: newKeys(),
      env: {},
    });
    await stack[Symbol.asyncDispose]();
    if (!unmigrated) await on(name)(PROBES);
    return name;
  };
  const templateOf = (unmigrated: boolean): Promise<string> => {
    const known = templates.get(unmigrated) ?? createTemplate(unmigrated);
    templates.set(unmigrated, known);
    return known;
  };
  const drop = async (name: string): Promise<void> => {
    await onServer(`drop database if exists "${name}" with (force)`);
    made.delete(name);
  };
  return {
    address,
    host: hostname,
    port: Number(port || 5432),
    url,
    on,
    drop,
    async hold(database, text) {
      const client = await connect(database);
      await client.query(text);
      return () => client.end();
    },
    create: async ({ unmigrated } = { unmigrated: false }) =>
      createFrom(await templateOf(unmigrated)),
    async close() {
      const kept: unknown[] = [];
      for (const name of made) await drop(name).catch((error: unknown) => kept.push(error));
      if (kit.databaseServer === undefined) await stopEmbedded(kit, kit.folder);
      else if (kept.length > 0) throw new AggregateError(kept, 'Databases of the run are still there');
    },
  };
}

function emptyFolder(folder: string): void {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
}

async function startEmbedded(kit: Kit): Promise<string> {
  const program =
    "const { startLocalPostgres } = await import('./tools/local/postgres/server.ts');" +
    'console.log((await startLocalPostgres(process.cwd())).url);';
  const run = kit.spawn('postgres', 'node', ['--input-type=module', '--eval', program]);
  const { code, output } = await run.finished;
  const address = /postgres:\/\/\S+/.exec(output)?.[0];
  if (code !== 0 || !address) throw new Error(`The embedded Postgres does not start:\n${output}`);
  return address;
}

/** The embedded server outlives the process that started it. */
export async function stopEmbedded(kit: Kit, folder: string): Promise<void> {
  await kit.spawn('stop-postgres', 'node', ['tools/local/stop-database.mjs'], { cwd: folder }).finished;
}
