import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { exportProbes } from './export-probes.ts';
import { type PostgresClient, postgresServer } from './postgres.ts';

/** A server as a client sees it: each statement that it was sent, and the connections that stand. */
function fakeServer() {
  const sent: string[] = [];
  const open = new Set<EventEmitter>();
  /** Databases that are not dropped. */
  const refuse = new Set<string>();
  let isGone = false;
  class Client extends EventEmitter implements PostgresClient {
    readonly database: string;
    constructor({ connectionString }: { readonly connectionString: string }) {
      super();
      this.database = new URL(connectionString).pathname.slice(1);
    }
    async connect(): Promise<void> {
      if (isGone && this.database !== 'postgres') throw new Error('there is no such database');
      open.add(this);
    }
    async query(text: string): Promise<{ rows: Record<string, unknown>[] }> {
      sent.push(`${this.database}: ${text}`);
      if ([...refuse].some((name) => text.includes(name))) throw new Error('it is in use');
      if (text.startsWith('drop database')) isGone = true;
      // As `with (force)` does it to all that stand.
      if (isGone) for (const each of open) if (each !== this) each.emit('error', new Error('cut'));
      return { rows: [{ count: 0 }] };
    }
    async end(): Promise<void> {
      open.delete(this);
    }
  }
  const server = postgresServer('postgres://me@db.example:5433/postgres', Client);
  return { sent, open, refuse, server };
}

it('keeps a connection that holds something, and outlives the end of its database', async () => {
  const { server, open } = fakeServer();
  const database = await server.create();
  const release = await server.hold(database, 'select 1');
  expect(open.size).toBe(1);
  await server.drop(database);
  await release();
  expect(open.size).toBe(0);
});

it('drops what was made and not yet dropped', async () => {
  const { server, sent } = fakeServer();
  const [first, second] = [await server.create(), await server.create('template')];
  await server.drop(first);
  sent.length = 0;
  await server.dropAll();
  expect(sent).toEqual([`postgres: drop database if exists "${second}" with (force)`]);
  expect(server.url('a', 7)).toBe('postgres://me@127.0.0.1:7/a');
  expect([server.host, server.port]).toEqual(['db.example', 5433]);
});

it('drops the others where one cannot be dropped, and says so', async () => {
  const { server, sent, refuse } = fakeServer();
  const [first, second] = [await server.create(), await server.create()];
  refuse.add(first);
  await expect(server.dropAll()).rejects.toThrow('Databases of the run are still there');
  expect(sent.at(-1)).toContain(second);
});

it('tells a behaviour that waits for a held export when its database is gone, and otherwise nobody', async () => {
  const { server } = fakeServer();
  const database = await server.create();
  const { running } = await exportProbes(server, database).host.holdExport();
  await server.drop(database);
  // Long enough for what nobody handles to end the test run.
  await new Promise((resolve) => setTimeout(resolve, 100));
  await expect(running).rejects.toThrow('there is no such database');
});
