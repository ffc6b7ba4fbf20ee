import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import type { Logger } from 'pino';

import type { PoolUse } from '../telemetry/telemetry.ts';
import { reasonOf } from './errors.ts';
import * as schema from './schema.ts';
import { surviveCuts } from './survive-cuts.ts';

export type Database = NodePgDatabase<typeof schema>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
export type Executor = Database | Transaction;

export interface DatabaseConnection {
  db: Database;
  ping(): Promise<void>;
  /** Connections of the pool right now. */
  use(): PoolUse;
  close(): Promise<void>;
}

export function connect(url: string, poolMax: number, log: Logger): DatabaseConnection {
  const pool = new Pool({
    connectionString: url,
    max: poolMax,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 15_000,
    keepAlive: true,
  });
  // Without a listener, an idle connection that the server cuts would end the process.
  pool.on('error', (error) => {
    log.warn({ reason: reasonOf(error) }, 'idle database connection lost');
  });
  // The same for one that is cut while it is lent out: its statement fails, and that is told there.
  pool.on('connect', (client) => client.on('error', () => {}));

  // All of the pool may have been cut at once; the one after them is new.
  surviveCuts(pool, poolMax + 1);

  return {
    db: drizzle(pool, { schema }),
    ping: async () => {
      await pool.query('select 1');
    },
    use: () => ({
      used: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: () => pool.end(),
  };
}
