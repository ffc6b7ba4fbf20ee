import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';

import { connect } from '../src/database/client.ts';
import { createLogger } from '../src/logger.ts';
import { useDatabaseProxy } from './support/database-proxy.ts';
import { useTestDatabase } from './support/test-database.ts';

const proxy = await useDatabaseProxy(await useTestDatabase());

test('a read works when every connection of the pool has been cut', async () => {
  const database = connect(proxy.url, 5, createLogger('silent'));
  onTestFinished(() => database.close());
  const { db } = database;
  await Promise.all(Array.from({ length: 5 }, () => db.execute(sql`select pg_sleep(0.1)`)));
  expect(database.use()).toMatchObject({ idle: 5 });
  proxy.cutOnUse();
  expect((await db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
});
