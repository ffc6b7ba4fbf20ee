import { fileURLToPath } from 'node:url';

import type { TestProject } from 'vitest/node';

import { migrateDatabase } from '../../src/database/migrate.ts';
import { createDatabase, databaseUrl, dropDatabase } from './databases.ts';

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string;
    templateDatabase: string;
  }
}

/** Migrates one database; each test file works on a copy of it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const serverUrl = process.env['DATABASE_URL'] ?? (await startEmbeddedServer());
  const template = `test_template_${process.pid}`;
  await createDatabase(serverUrl, template);
  await migrateDatabase(databaseUrl(serverUrl, template));

  project.provide('serverUrl', serverUrl);
  project.provide('templateDatabase', template);
  return () => dropDatabase(serverUrl, template);
}

async function startEmbeddedServer(): Promise<string> {
  const { startLocalPostgres } = await import('../../src/local/postgres/server.ts');
  const { url } = await startLocalPostgres(fileURLToPath(new URL('../..', import.meta.url)));
  return url;
}
