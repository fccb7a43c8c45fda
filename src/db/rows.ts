import { type SQL, sql } from 'drizzle-orm';
import type { Db } from './client.ts';

/**
 * Many rows as one parameter: a FROM item over a JSON array, one statement whatever the number of rows. Column types are
 * PostgreSQL's; a key that is absent reads as null.
 *
 * @example sql`select * from ${rowsOf(edges, '"from" text, "to" text')} as input`
 */
export function rowsOf(rows: readonly object[], columns: string): SQL {
  return sql`rows from (json_to_recordset(${JSON.stringify(rows)}::json) as (${sql.raw(columns)}))`;
}

/** A moment as a value of a statement. */
export function instantOf(moment: Date): SQL {
  return sql`to_timestamp(${moment.getTime() / 1_000}::float8)`;
}

/** Runs one statement and returns its rows as the caller types them. */
export async function query<Row extends Record<string, unknown>>(db: Db, statement: SQL): Promise<Row[]> {
  const rows = await db.execute(statement);
  return [...rows] as Row[];
}
