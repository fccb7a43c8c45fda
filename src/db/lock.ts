import type { Database } from './client.ts';

/**
 * Takes a named lock of the whole database without waiting. It is held by one connection, so that a killed process lets go
 * of it at once.
 *
 * @returns a function that lets go, or null when somebody holds it
 */
export async function tryLock(database: Database, name: string): Promise<(() => Promise<void>) | null> {
  const connection = await database.sql.reserve();
  const [row] = await connection<{ isHeld: boolean }[]>`
    select pg_try_advisory_lock(hashtextextended(${name}, 0)) as "isHeld"`;
  if (!row?.isHeld) {
    connection.release();
    return null;
  }
  return async () => {
    try {
      await connection`select pg_advisory_unlock(hashtextextended(${name}, 0))`;
    } finally {
      connection.release();
    }
  };
}
