import { randomBytes } from 'node:crypto';
import type { Undo } from '../contract/host.ts';

/** What is used of a Postgres client, such as the one that the project has installed. */
export interface PostgresClient {
  connect(): Promise<unknown>;
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  end(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export type PostgresClientClass = new (options: {
  readonly connectionString: string;
}) => PostgresClient;

/** Asks one database. */
export type Query = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/** A Postgres server on which systems have databases of their own. */
export interface PostgresServer {
  readonly address: string;
  readonly host: string;
  readonly port: number;
  /** Address of a database, straight or through a proxy on another port. */
  url(database: string, port?: number): string;
  on(database: string): Query;
  /** Runs a statement on a connection that stays, and with it the locks that it took, until it is undone. */
  hold(database: string, text: string): Promise<Undo>;
  /** A new database, empty or as the template is. */
  create(template?: string): Promise<string>;
  drop(database: string): Promise<void>;
  /** Drops what was made here and still stands. @throws AggregateError, when all others are dropped */
  dropAll(): Promise<void>;
}

export function postgresServer(address: string, Client: PostgresClientClass): PostgresServer {
  const { hostname, port, pathname } = new URL(address);
  const made = new Set<string>();

  const url: PostgresServer['url'] = (database, through) => {
    const each = new URL(address);
    each.pathname = `/${database}`;
    if (through !== undefined) each.host = `127.0.0.1:${through}`;
    return each.href;
  };
  const connect = async (database: string): Promise<PostgresClient> => {
    const client = new Client({ connectionString: url(database) });
    // A connection that stands idle when its database is dropped has nobody else to tell.
    client.on('error', () => {});
    await client.connect();
    return client;
  };
  const on: PostgresServer['on'] = (database) => async (text, values) => {
    const client = await connect(database);
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  };
  const onServer = on(pathname.slice(1));
  const drop = async (database: string): Promise<void> => {
    await onServer(`drop database if exists "${database}" with (force)`);
    made.delete(database);
  };
  return {
    address,
    host: hostname,
    port: Number(port || 5432),
    url,
    on,
    async hold(database, text) {
      const client = await connect(database);
      await client.query(text);
      return () => client.end();
    },
    async create(template) {
      const database = `conformance_${randomBytes(6).toString('hex')}`;
      // Known before it is there: a run may be stopped in between.
      made.add(database);
      await onServer(`create database "${database}"${template ? ` template "${template}"` : ''}`);
      return database;
    },
    drop,
    async dropAll() {
      const kept: unknown[] = [];
      for (const database of made) await drop(database).catch((error: unknown) => kept.push(error));
      if (kept.length > 0) throw new AggregateError(kept, 'Databases of the run are still there');
    },
  };
}
