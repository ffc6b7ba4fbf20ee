import { randomBytes } from 'node:crypto';

import type { Kit } from '@plinth/conformance/kit/kit';
import type { PostgresServer } from '@plinth/conformance/kit/postgres';

import { PROBES } from './probes.ts';

export interface Server extends Omit<PostgresServer, 'create' | 'dropAll'> {
  /** A new database: migrated and with the probes, unless it is asked to be empty. */
  create(options?: { empty: boolean }): Promise<string>;
  close(): Promise<void>;
}

/**
 * The Postgres server of the run: the one that was named, or the project's own embedded one, started here. All
 * databases that are made here are dropped at the end.
 */
export async function openServer(kit: Kit): Promise<Server> {
  const { dropAll, ...server } = kit.postgres(kit.databaseServer ?? (await startEmbedded(kit)));
  let migrated: Promise<string> | undefined;
  const createMigrated = async (): Promise<string> => {
    const name = await server.create();
    const run = kit.spawn('migrate', 'node', ['src/commands/migrate.ts'], {
      env: {
        DATABASE_URL: server.url(name),
        AUTH_SECRET: randomBytes(32).toString('base64url'),
      },
    });
    const { code, output } = await run.finished;
    if (code !== 0) throw new Error(`The database is not migrated:\n${output}`);
    await kit.exportProbes(server, name).install(PROBES);
    return name;
  };
  return {
    ...server,
    async create({ empty } = { empty: false }) {
      if (empty) return server.create();
      migrated ??= createMigrated();
      return server.create(await migrated);
    },
    async close() {
      if (kit.databaseServer !== undefined) return dropAll();
      await dropAll().catch(() => {});
      await stopEmbedded(kit, kit.folder);
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
