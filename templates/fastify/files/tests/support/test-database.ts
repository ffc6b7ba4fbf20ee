import { randomUUID } from 'node:crypto';

import { afterAll, inject } from 'vitest';

import { createDatabase, databaseUrl, dropDatabase } from './databases.ts';

/** A migrated database of its own for the test file that calls this. */
export async function useTestDatabase(): Promise<string> {
  return useDatabase(inject('templateDatabase'));
}

/** An empty database, for tests of the migrations themselves. */
export async function useEmptyDatabase(): Promise<string> {
  return useDatabase();
}

async function useDatabase(template?: string): Promise<string> {
  const serverUrl = inject('serverUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await createDatabase(serverUrl, name, template);
  afterAll(() => dropDatabase(serverUrl, name));
  return databaseUrl(serverUrl, name);
}
