import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import type { Logger } from 'pino';

import type { PoolUse } from '../telemetry/telemetry.ts';
import { isConnectionLost, reasonOf } from './errors.ts';
import * as schema from './schema.ts';

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
  retryReads(pool, poolMax + 1);

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

/**
 * Sends a read again when its connection turns out to be cut: the server may have closed it a moment
 * before the pool heard of it. Writes are not repeated, since they may have been carried out.
 */
function retryReads(pool: Pool, attempts: number): void {
  const send = pool.query.bind(pool) as (...query: unknown[]) => Promise<unknown>;
  const sendAgain = async (...query: unknown[]): Promise<unknown> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send(...query);
      } catch (error) {
        const isLast = attempt === attempts || !isRead(query[0]);
        if (isLast || !isConnectionLost(error)) throw error;
      }
    }
  };
  pool.query = sendAgain as typeof pool.query;
}

function isRead(query: unknown): boolean {
  const text = typeof query === 'object' && query && 'text' in query ? query.text : query;
  return typeof text === 'string' && /^select\b/i.test(text) && !/\bfor update\b/i.test(text);
}
