import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { Undo } from '@plinth/conformance/contract/host';
import type { Kit } from '@plinth/conformance/kit/kit';

import { PROBES } from './probes.ts';

/** What is used of the project's own Postgres client. */
interface Client {
  connect(): Promise<void>;
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  end(): Promise<void>;
}

export interface Server {
  readonly address: string;
  readonly host: string;
  readonly port: number;
  /** A new database: migrated and with the probes, unless it is asked to be empty. */
  create(options?: { empty: boolean }): Promise<string>;
  drop(name: string): Promise<void>;
  /** Address of a database, straight or through a proxy on another port. */
  url(name: string, port?: number): string;
  query(database: string, text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
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
  const { Client: PgClient } = createRequire(join(kit.folder, 'package.json'))('pg') as {
    Client: new (options: { connectionString: string }) => Client;
  };
  const { hostname, port } = new URL(address);
  const made = new Set<string>();
  let migrated: Promise<string> | undefined;

  const url: Server['url'] = (name, through) => {
    const each = new URL(address);
    each.pathname = `/${name}`;
    if (through !== undefined) each.host = `127.0.0.1:${through}`;
    return each.href;
  };
  const query: Server['query'] = async (database, text, values) => {
    const client = new PgClient({ connectionString: url(database) });
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  };
  const hold: Server['hold'] = async (database, text) => {
    const client = new PgClient({ connectionString: url(database) });
    await client.connect();
    await client.query(text);
    return () => client.end();
  };
  const onServer = (text: string) => query(new URL(address).pathname.slice(1), text);
  const createFrom = async (template?: string): Promise<string> => {
    const name = `conformance_${randomBytes(6).toString('hex')}`;
    // Known before it is there: a run may be stopped in between.
    made.add(name);
    await onServer(`create database "${name}"${template ? ` template "${template}"` : ''}`);
    return name;
  };
  const createMigrated = async (): Promise<string> => {
    const name = await createFrom();
    const run = kit.spawn('migrate', 'node', ['src/commands/migrate.ts'], {
      env: { DATABASE_URL: url(name), AUTH_SECRET: randomBytes(32).toString('base64url') },
    });
    const { code, output } = await run.finished;
    if (code !== 0) throw new Error(`The database is not migrated:\n${output}`);
    await query(name, PROBES);
    return name;
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
    query,
    hold,
    drop,
    async create({ empty } = { empty: false }) {
      if (empty) return createFrom();
      migrated ??= createMigrated();
      return createFrom(await migrated);
    },
    async close() {
      const kept: unknown[] = [];
      for (const name of made) await drop(name).catch((error: unknown) => kept.push(error));
      if (kit.databaseServer === undefined) await stopEmbedded(kit, kit.folder);
      else if (kept.length > 0) throw new AggregateError(kept, 'Databases of the run are still there');
    },
  };
}

async function startEmbedded(kit: Kit): Promise<string> {
  const program =
    "const { startLocalPostgres } = await import('./src/local/postgres/server.ts');" +
    'console.log((await startLocalPostgres(process.cwd())).url);';
  const run = kit.spawn('postgres', 'node', ['--input-type=module', '--eval', program]);
  const { code, output } = await run.finished;
  const address = /postgres:\/\/\S+/.exec(output)?.[0];
  if (code !== 0 || !address) throw new Error(`The embedded Postgres does not start:\n${output}`);
  return address;
}

/** The embedded server outlives the process that started it. */
export async function stopEmbedded(kit: Kit, folder: string): Promise<void> {
  await kit.spawn('stop-postgres', 'node', ['src/local/stop-database.mjs'], { cwd: folder }).finished;
}
