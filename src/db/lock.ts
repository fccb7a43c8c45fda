import type { Database } from './client.ts';

/**
 * Takes a named lock of the whole database without waiting. It is held by a connection of its own and goes with it: when
 * this process is killed, and when the connection is lost.
 *
 * @returns a function that lets go, or null when somebody holds it
 */
export async function tryLock(database: Database, name: string): Promise<(() => Promise<void>) | null> {
  const session = database.session();
  try {
    const [row] = await session<{ isHeld: boolean }[]>`
      select pg_try_advisory_lock(hashtextextended(${name}, 0)) as "isHeld"`;
    if (row?.isHeld) return () => session.end({ timeout: 1 });
  } catch (error) {
    await session.end({ timeout: 1 });
    throw error;
  }
  await session.end({ timeout: 1 });
  return null;
}
