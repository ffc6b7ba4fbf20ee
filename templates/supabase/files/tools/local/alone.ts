import type { Sql } from 'postgres';

/** Any number that nothing else in the database locks. */
const lock = 5_432_101;

/** Runs `work` while no other process does the same with this database: of two starts at once, one waits. */
export async function alone<Result>(sql: Sql, work: () => Promise<Result>): Promise<Result> {
  const session = await sql.reserve();
  try {
    await session`select pg_advisory_lock(${lock})`;
    return await work();
  } finally {
    await session`select pg_advisory_unlock(${lock})`;
    session.release();
  }
}
