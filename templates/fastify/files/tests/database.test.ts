import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';

import { connect } from '../src/database/client.ts';
import { createLogger } from '../src/logger.ts';
import { useDatabaseProxy } from './support/database-proxy.ts';
import { useTestDatabase } from './support/test-database.ts';

const proxy = await useDatabaseProxy(await useTestDatabase());

async function pool() {
  const database = connect(proxy.url, 5, createLogger('silent'));
  onTestFinished(() => database.close());
  const { db } = database;
  await Promise.all(Array.from({ length: 5 }, () => db.execute(sql`select pg_sleep(0.1)`)));
  expect(database.use()).toMatchObject({ idle: 5 });
  return db;
}

test('a read works when every connection of the pool has been cut', async () => {
  const db = await pool();
  proxy.cutOnUse();
  expect((await db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
});

test('writes and transactions work when every connection has been cut while it rested', async () => {
  const db = await pool();
  await db.execute(sql`create table cuts (id int)`);
  await sleep(600);
  proxy.cutOnUse();
  await db.execute(sql`insert into cuts values (1)`);
  await sleep(600);
  proxy.cutOnUse();
  await db.transaction((tx) => tx.execute(sql`insert into cuts values (2)`));
  expect((await db.execute(sql`select id from cuts order by id`)).rows).toEqual([
    { id: 1 },
    { id: 2 },
  ]);
});
