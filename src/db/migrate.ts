import { dirname } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { ConfigError, SETTINGS } from '../config.ts';
import { installedPath } from '../installed.ts';
import { databaseCode } from './guard.ts';

/**
 * Brings the schema up to this release. Processes that start together take turns by an advisory lock; all but the first
 * find nothing to do.
 *
 * @returns how many migrations were applied
 * @throws ConfigError when the user of the address may not do what a migration needs, with what an administrator does
 */
export async function migrateDatabase(url: string): Promise<number> {
  const client = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: 'tessera-migrate' } });
  try {
    await client`select pg_advisory_lock(hashtextextended('tessera migrations', 0))`;
    const before = await countApplied(client);
    await applyMigrations(drizzle(client), {
      migrationsFolder: dirname(dirname(installedPath('drizzle/meta/_journal.json'))),
    });
    return (await countApplied(client)) - before;
  } catch (error) {
    if (databaseCode(error) !== '42501') throw error;
    const refused = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = refused instanceof Error ? refused.message : String(refused);
    throw new ConfigError([`${SETTINGS.databaseUrl.name}: ${reason}`]);
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function countApplied(client: postgres.Sql): Promise<number> {
  const [table] = await client<{ name: string | null }[]>`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (!table?.name) return 0;
  const [row] = await client<{ applied: number }[]>`select count(*)::int as applied from drizzle.__drizzle_migrations`;
  return row?.applied ?? 0;
}
