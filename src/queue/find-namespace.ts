import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import { query } from '../db/rows.ts';
import { installation } from './tables.ts';

/**
 * The name of this database among those that may share a Redis: the same at every start, wherever its server listens, and
 * another for a copy of it on the same server.
 */
export async function findNamespace(db: Db): Promise<string> {
  await db.insert(installation).values({}).onConflictDoNothing();
  const [row] = await query<{ name: string }>(
    db,
    sql`select installation.name || '-' || pg_database.oid as name
        from installation, pg_database where datname = current_database()`,
  );
  if (!row) throw new Error('the database has no name among installations');
  return row.name;
}
