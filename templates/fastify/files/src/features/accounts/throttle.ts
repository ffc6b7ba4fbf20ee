import { createHash } from 'node:crypto';

import { type SQL, sql } from 'drizzle-orm';

import type { Database } from '../../database/client.ts';
import { clientAddress } from '../../shared/client-address.ts';
import { Problem } from '../../shared/problem.ts';
import { attempts } from './schema.ts';

const windowMs = 15 * 60 * 1000;

interface Limit {
  key: string;
  max: number;
}

/** The tight limit comes first: what it refuses does not count for the wide ones. */
type Limits = [tight: Limit, ...wide: Limit[]];

/**
 * Wrong sign-ins. The tight limit is on the pair: a stranger who guesses from one address, however
 * often, does not lock the owner out elsewhere. The wide ones stop guessing with many accounts or
 * from many addresses, at a price: ten addresses together can lock the owner out for a while.
 */
export function signInLimits(email: string, ip: string): Limits {
  const address = clientAddress(ip);
  return [
    limit('sign-in', 10, email, address),
    limit('sign-in-address', 100, address),
    limit('sign-in-account', 100, email),
  ];
}

/** Mails that a stranger can cause. */
export function mailLimits(email: string, ip: string): Limits {
  return [limit('mail', 10, email), limit('mail-address', 200, clientAddress(ip))];
}

export function passwordChangeLimits(userId: string): Limits {
  return [limit('password-change', 10, userId)];
}

/**
 * Counts an attempt before it is made, so that attempts made at the same time count as well.
 * Refuses once a limit is passed.
 */
export async function countAttempt(db: Database, [tight, ...wide]: Limits): Promise<void> {
  await countAgainst(db, [tight]);
  if (wide.length > 0) await countAgainst(db, wide);
}

async function countAgainst(db: Database, limits: Limit[]): Promise<void> {
  const now = new Date();
  const isOver = sql`${attempts.expiresAt} <= ${now.toISOString()}::timestamptz`;
  const counted = await writeCounts(db, limits, 1, {
    count: sql`case when ${isOver} then 1 else ${attempts.count} + 1 end`,
    expiresAt: sql`case when ${isOver} then excluded.expires_at else ${attempts.expiresAt} end`,
  });

  const maxOf = new Map(limits.map(({ key, max }) => [key, max]));
  const passed = counted.filter(({ key, count }) => count > (maxOf.get(key) ?? 0));
  if (passed.length === 0) return;
  const until = Math.max(...passed.map(({ expiresAt }) => expiresAt.getTime()));
  const seconds = Math.max(1, Math.ceil((until - now.getTime()) / 1000));
  throw new Problem('rate-limited', {
    detail: 'Too many attempts. Try again later.',
    headers: { 'retry-after': String(seconds) },
  });
}

/** Takes a counted attempt back because it was right; the tight limit starts anew. */
export async function forgiveAttempt(db: Database, limits: Limits): Promise<void> {
  const tight = limits[0].key;
  await writeCounts(db, limits, 0, {
    count: sql`case when ${attempts.key} = ${tight} then 0 else greatest(${attempts.count} - 1, 0) end`,
  });
}

/** Always in the same order, so that two requests never wait for each other's rows. */
async function writeCounts(
  db: Database,
  limits: Limit[],
  firstCount: number,
  change: { count: SQL; expiresAt?: SQL },
) {
  const expiresAt = new Date(Date.now() + windowMs);
  const keys = limits.map(({ key }) => key).toSorted();
  return db
    .insert(attempts)
    .values(keys.map((key) => ({ key, count: firstCount, expiresAt })))
    .onConflictDoUpdate({ target: attempts.key, set: change })
    .returning();
}

/** Hashed, because the table needs to count people, not to know them. */
function limit(scope: string, max: number, ...parts: string[]): Limit {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  return { key: `${scope}:${hash}`, max };
}
