import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { Kit } from '@plinth/conformance/kit/kit';
import type { PostgresServer } from '@plinth/conformance/kit/postgres';

import { PROBES } from './probes.ts';
import { launch, newKeys } from './stack.ts';

export interface Server extends Omit<PostgresServer, 'create' | 'dropAll'> {
  /** A new database with migrations and probes; `unmigrated`, it is as the platform hands it out. */
  create(options?: { unmigrated: boolean }): Promise<string>;
  close(): Promise<void>;
}

/**
 * The Postgres server of the run: the one that was named, or the project's own embedded one, started here. All
 * databases that are made here are dropped at the end.
 */
export async function openServer(kit: Kit): Promise<Server> {
  const { dropAll, ...server } = kit.postgres(kit.databaseServer ?? (await startEmbedded(kit)));
  const templates = new Map<boolean, Promise<string>>();
  const createTemplate = async (unmigrated: boolean): Promise<string> => {
    const name = await server.create();
    const folder = kit.copy('template', { installed: true });
    if (unmigrated) emptyFolder(join(folder, 'supabase', 'migrations'));
    const stack = await launch(kit, {
      folder,
      port: await kit.freePort(),
      databaseUrl: server.url(name),
      keys: newKeys(),
      env: {},
    });
    await stack[Symbol.asyncDispose]();
    if (!unmigrated) await kit.exportProbes(server, name).install(PROBES);
    return name;
  };
  const templateOf = (unmigrated: boolean): Promise<string> => {
    const known = templates.get(unmigrated) ?? createTemplate(unmigrated);
    templates.set(unmigrated, known);
    return known;
  };
  return {
    ...server,
    create: async ({ unmigrated } = { unmigrated: false }) =>
      server.create(await templateOf(unmigrated)),
    async close() {
      if (kit.databaseServer !== undefined) return dropAll();
      await dropAll().catch(() => {});
      await stopEmbedded(kit, kit.folder);
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
