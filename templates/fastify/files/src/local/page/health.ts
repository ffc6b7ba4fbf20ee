import { randomBytes } from 'node:crypto';

import { sql } from 'drizzle-orm';
import { z } from 'zod';

import type { Database } from '../../database/client.ts';

export interface PartHealth {
  ok: boolean;
  /** In a few words, what is the matter or that all is well. */
  text: string;
}

export interface Health {
  api: PartHealth;
  worker: PartHealth;
  database: PartHealth;
}

export interface HealthCheck {
  /** What was true at most 1.5 seconds ago. */
  read(): Promise<Health>;
  /** What is true now of the API alone. */
  askApi(): Promise<PartHealth>;
  /** Carried by the questions to the API, so that their log lines can be told from those of users. */
  traceId: string;
}

const patienceMs = 1_500;
/** All open pages share one answer for this time. */
const freshMs = 1_500;

const problem = z.object({ detail: z.string() });

/** Asks the API whether it is ready, and the database which workers are connected to it. */
export function createHealthCheck(apiUrl: string, db: Database): HealthCheck {
  const traceId = randomBytes(16).toString('hex');
  let last: { at: number; health: Promise<Health> } | undefined;

  const ask = () => askApi(apiUrl, traceId);
  const check = async (): Promise<Health> => {
    const [api, queue] = await Promise.all([ask(), askDatabase(db)]);
    return { api, ...queue };
  };
  return {
    traceId,
    askApi: ask,
    read() {
      if (!last || Date.now() - last.at > freshMs) last = { at: Date.now(), health: check() };
      return last.health;
    },
  };
}

async function askApi(apiUrl: string, traceId: string): Promise<PartHealth> {
  // The last field says that this trace is not to be recorded.
  const traceparent = `00-${traceId}-${randomBytes(8).toString('hex')}-00`;
  try {
    const response = await fetch(`${apiUrl}/health/ready`, {
      headers: { traceparent },
      signal: AbortSignal.timeout(patienceMs),
    });
    const body: unknown = await response.json();
    if (response.ok) return { ok: true, text: 'ready' };
    return {
      ok: false,
      text: problem.safeParse(body).data?.detail ?? `answers ${response.status}`,
    };
  } catch {
    return { ok: false, text: 'does not answer' };
  }
}

/** A worker holds connections that pg-boss has opened under its own name. */
async function askDatabase(db: Database): Promise<Pick<Health, 'worker' | 'database'>> {
  try {
    const { rowCount } = await db.execute(sql`
      select pid from pg_stat_activity
      where application_name = 'pgboss' and datname = current_database()`);
    const isWorking = (rowCount ?? 0) > 0;
    return {
      worker: { ok: isWorking, text: isWorking ? 'ready' : 'is not connected' },
      database: { ok: true, text: 'answers' },
    };
  } catch {
    const unknown = { ok: false, text: 'unknown while the database is away' };
    return { worker: unknown, database: { ok: false, text: 'does not answer' } };
  }
}
