import type { Pool, PoolClient } from 'pg';

import { isConnectionLost } from './errors.ts';

/** A connection that rested for longer is asked whether it is still there before a write goes over it. */
const restMs = 500;

/**
 * A server may have cut connections a moment before the pool hears of it. A read is sent again over another one. A write is
 * not, since it may have been carried out, and neither is a transaction: what they go over has been in use just now.
 */
export function surviveCuts(pool: Pool, attempts: number): void {
  const usedAt = new WeakMap<PoolClient, number>();
  pool.on('release', (_error, client) => usedAt.set(client, Date.now()));
  const again = async <Value>(send: () => Promise<Value>): Promise<Value> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send();
      } catch (error) {
        if (attempt === attempts || !isConnectionLost(error)) throw error;
      }
    }
  };

  const take = pool.connect.bind(pool) as (...callback: unknown[]) => Promise<PoolClient>;
  const takeAlive = () =>
    again(async () => {
      const client = await take();
      if (Date.now() - (usedAt.get(client) ?? Date.now()) < restMs) return client;
      try {
        await client.query('select 1');
        return client;
      } catch (error) {
        client.release(true);
        throw error;
      }
    });
  // With a callback it is the pool's own call, for a query.
  const connectAlive = (...callback: unknown[]) =>
    callback.length > 0 ? take(...callback) : takeAlive();
  pool.connect = connectAlive as typeof pool.connect;

  const send = pool.query.bind(pool) as (...query: unknown[]) => Promise<unknown>;
  const sendSafely = async (...query: unknown[]): Promise<unknown> => {
    if (isRead(query[0])) return again(() => send(...query));
    const client = await takeAlive();
    try {
      const result = await (client.query as typeof send).apply(client, query);
      client.release();
      return result;
    } catch (error) {
      client.release(true);
      throw error;
    }
  };
  pool.query = sendSafely as typeof pool.query;
}

function isRead(query: unknown): boolean {
  const text = typeof query === 'object' && query && 'text' in query ? query.text : query;
  return typeof text === 'string' && /^select\b/i.test(text) && !/\bfor update\b/i.test(text);
}
