import type { Sql, TransactionSql } from 'postgres';

/** Up to where the changes of learners were taken in. */
export interface Position {
  /** Which PostgreSQL's transaction numbers it counts in. */
  readonly incarnation: string;
  /** All of the transactions before this one had ended, and were taken in. */
  readonly open: string;
  /** Of this one and later ones, whose changes were seen already: `xid learner`. */
  readonly seen: ReadonlySet<string>;
}

/** What happened since a position. */
export interface News {
  /** Ascending. */
  readonly learnerIds: Float64Array;
  readonly position: Position;
}

/** The position of a snapshot that shows everything there is: the first of an index that reads all in that snapshot. */
export async function readPosition(tx: TransactionSql): Promise<Position> {
  const { incarnation, open, changes } = await readSince(tx, null, Number.MAX_SAFE_INTEGER);
  return { incarnation, open, seen: new Set(changes.map(([xid, id]) => `${xid} ${id}`)) };
}

/**
 * Whose evidence or consents changed behind a position, as far as the statement's snapshot shows. Numbers commit in any order:
 * what a transaction that was still open then has changed is found when it has ended, however late. Null where the numbers mean
 * nothing any more, as after a restore, or where more than `most` learners changed: then all is to be read anew.
 */
export async function readNews(sql: Sql | TransactionSql, since: Position, most: number): Promise<News | null> {
  const { incarnation, open, changes } = await readSince(sql, since.open, most + since.seen.size + 1);
  if (incarnation !== since.incarnation) return null;
  const news = changes.filter(([xid, id]) => !since.seen.has(`${xid} ${id}`));
  const ids = new Set(news.map(([, id]) => id));
  if (ids.size > most) return null;
  const later = changes.filter(([xid]) => BigInt(xid) >= BigInt(open));
  return {
    learnerIds: Float64Array.from(ids).sort(),
    position: { incarnation, open, seen: new Set(later.map(([xid, id]) => `${xid} ${id}`)) },
  };
}

/** Changes by transactions from one on; only those that may not have ended, where none is given. */
async function readSince(
  sql: Sql | TransactionSql,
  since: string | null,
  most: number,
): Promise<{ incarnation: string; open: string; changes: (readonly [xid: string, learnerId: number])[] }> {
  const [row] = await sql<{ incarnation: string; open: string; changes: [string, number][] | null }[]>`
    select tessera_incarnation() as incarnation, pg_snapshot_xmin(pg_current_snapshot())::text as open,
      (select json_agg(json_build_array(xid::text, learner_id)) from (
        select xid, learner_id from learner_change
        where xid >= coalesce(${since}::text::xid8, pg_snapshot_xmin(pg_current_snapshot())) limit ${Math.min(most, 1e9)}) held)
      as changes`;
  if (!row) throw new Error('PostgreSQL told no position');
  return { ...row, changes: row.changes ?? [] };
}
