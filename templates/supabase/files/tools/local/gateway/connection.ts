import type { ConnectionContextOptions, VarsContext } from '@supabase/lite';
import { PostgresConnection } from '@supabase/lite/postgres';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';

import { currentRequest } from './current-request.ts';

type Database = PostgresConnection['kysely'];

const requestContext = z.object({
  auth: z.object({ role: z.string().optional(), jwt: z.unknown() }).optional(),
  storage: z.object({ operation: z.unknown() }).optional(),
});

/**
 * The emulator's connection with the request context of PostgREST. The emulator's own grants every
 * right on every table to the API roles, so that a missing GRANT would only be seen when hosted.
 */
export class FaithfulConnection extends PostgresConnection {
  override async withContext<Result>(
    context: VarsContext | undefined,
    work: (db: Database) => Promise<Result>,
    options?: ConnectionContextOptions,
  ): Promise<Result> {
    if (!context) return super.withContext(undefined, work, options);
    let result: { value: Result } | undefined;
    const inContext = async (db: Database) => {
      await applyContext(db, context);
      if (options?.rpc?.readOnly) await sql`set local transaction_read_only = on`.execute(db);
      const value = await work(db);
      if (!options?.forceRollback) return value;
      result = { value };
      throw new Error('rolled back on purpose');
    };
    try {
      if (options?.transaction) return await inContext(options.transaction);
      return await this.kysely.transaction().execute(inContext);
    } catch (error) {
      // The emulator asks policies by trying, and takes the try back.
      if (result) return result.value;
      const request = currentRequest();
      if (request) request.error = error;
      throw error;
    }
  }
}

/** Role, claims and request as PostgREST sets them, for the length of a transaction. */
async function applyContext(db: Kysely<unknown>, context: VarsContext): Promise<void> {
  const { auth, storage } = requestContext.parse(context);
  const role = auth?.role ?? 'anon';
  const request = currentRequest();
  const operation = storage?.operation;
  const settings = {
    'request.jwt.claims': JSON.stringify(auth?.jwt ?? { role }),
    'request.method': request?.method ?? '',
    'request.path': request?.path ?? '',
    'request.headers': JSON.stringify(request?.headers ?? {}),
    'response.status': '',
    'response.headers': '',
    'storage.operation': typeof operation === 'string' ? operation : '',
    role,
  };
  const values = Object.entries(settings).map(
    ([name, value]) => sql`set_config(${name}, ${value}, true)`,
  );
  await sql`select ${sql.join(values)}`.execute(db);
}
