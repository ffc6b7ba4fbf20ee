import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../playground.ts';

const IN_PROJECT = fileURLToPath(new URL('in-project', import.meta.url));

/** A connection of `pg`, which belongs to the generated project. */
export interface Client {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  end(): Promise<void>;
}

export interface BenchProject {
  readonly folder: string;
  /** The Node that the measured processes run on. */
  readonly node: string;
  readonly databaseUrl: string;
  connect(): Promise<Client>;
  /** Stops the database. */
  stop(): void;
}

/** Writes, installs and builds a Fastify project, and starts its database. */
export async function prepareProject(folder: string, node: string): Promise<BenchProject> {
  const create = path.join(ROOT, 'apps', 'create-plinth', 'src', 'create-plinth.ts');
  const choices = ['--stack', 'fastify', '--yes', '--no-git', '--package-manager', 'pnpm'];
  run(process.execPath, [create, folder, ...choices, '--name', 'bench'], ROOT);

  const feature = path.join(folder, 'src', 'features', 'bench');
  fs.mkdirSync(feature);
  fs.cpSync(path.join(IN_PROJECT, 'jobs.ts.txt'), path.join(feature, 'jobs.ts'));
  fs.cpSync(IN_PROJECT, path.join(folder, 'bench'), { recursive: true });
  run('pnpm', ['build'], folder);
  run('pnpm', ['db:migrate'], folder);

  const start = path.join('bench', 'start-database.mjs');
  const databaseUrl = execFileSync(process.execPath, [start], { cwd: folder, encoding: 'utf8' });
  const { Client: PgClient } = createRequire(path.join(folder, 'package.json'))('pg') as {
    Client: new (options: { connectionString: string }) => Client & { connect(): Promise<void> };
  };
  return {
    folder,
    node,
    databaseUrl,
    async connect() {
      const client = new PgClient({ connectionString: databaseUrl });
      await client.connect();
      return client;
    },
    stop: () => run(process.execPath, [path.join('src', 'local', 'stop-database.mjs')], folder),
  };
}

function run(file: string, parameters: readonly string[], cwd: string): void {
  execFileSync(file, parameters, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
