import { Client } from 'pg';

import { startLocalPostgres } from '../../tools/local/postgres/server.ts';
import { CommandError } from './command.ts';
import { isLocal, root, settings } from './project.ts';

/** The database of a command: DATABASE_URL, or the embedded server, which is started if it does not run. */
export async function databaseUrl(): Promise<string> {
  const given = settings['DATABASE_URL'];
  if (!given) return (await startLocalPostgres(root)).url;
  if (!isLocal(given)) process.env['PGSSLMODE'] ??= 'require';
  return given;
}

/** @throws CommandError if the migrations are not there yet */
export async function withDatabase<Value>(
  url: string,
  work: (client: Client) => Promise<Value>,
): Promise<Value> {
  const client = new Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ ready: boolean }>(
      `select to_regclass('private.jobs') is not null as ready`,
    );
    if (!rows[0]?.ready) {
      throw new CommandError('The database has no tables yet. Run "dev" once, or "db:push".');
    }
    return await work(client);
  } finally {
    await client.end();
  }
}
