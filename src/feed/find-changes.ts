import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ImportRunId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { FeedNoun } from './noun.ts';
import type { Place } from './place.ts';

/** That something was changed, and what it is now. */
export interface Change {
  readonly noun: FeedNoun;
  readonly id: number;
  readonly uri: string | null;
  readonly isGone: boolean;
  /** When its transaction began. */
  readonly at: Date;
  /** The run it came through; null for what was changed otherwise. */
  readonly run: { readonly id: ImportRunId; readonly source: string; readonly format: string } | null;
  readonly place: Place;
}

/** A piece of the feed, and the place behind what is in it; where nothing is, the place it was asked from or the newest. */
export interface ChangePage {
  readonly changes: readonly Change[];
  readonly end: Place;
  readonly hasMore: boolean;
}

interface Row extends Record<string, unknown> {
  readonly incarnation: string;
  readonly newestEra: number;
  /** The oldest transaction that has not ended. */
  readonly open: string;
  readonly era: number | null;
  readonly xid: string;
  readonly noun: FeedNoun;
  readonly id: string;
  readonly uri: string | null;
  readonly isGone: boolean;
  readonly changedAt: string;
  readonly runId: string | null;
  readonly source: string;
  readonly format: string;
}

/**
 * Changes behind a place, in the order of their transactions. Those of transactions that began writing after the oldest one still
 * open are held back: numbers commit in any order, and a reader who passed an open one would miss it.
 *
 * @param since  null for the beginning
 * @param first  at most so many
 */
export async function findChanges(
  db: Db,
  since: Place | null,
  first: number,
): Promise<Result<ChangePage, 'CURSOR_EXPIRED'>> {
  const rows = await readPage(db, pageOf(since, first + 1));
  const [{ incarnation, newestEra, open }] = rows;
  if (since !== null && since.incarnation !== incarnation) return expired();
  const told = rows.flatMap((row) => (row.era === null ? [] : [changeOf(row)]));
  const changes = told.slice(0, first);
  const end = changes.at(-1)?.place ?? since ?? { incarnation, era: newestEra, xid: open, after: null };
  return ok({ changes, end, hasMore: told.length > first });
}

/** The place that all that is visible to later statements is before, or will be told behind: for who reads everything next. */
export async function findNewestPlace(db: Db): Promise<Place> {
  const [{ incarnation, newestEra, open }] = await readPage(db, sql`select * from change limit 0`);
  return { incarnation, era: newestEra, xid: open, after: null };
}

function expired() {
  const message =
    'the feed was begun anew since this cursor was issued, as when a backup is restored; download in bulk and go on from its cursor';
  return fail('CURSOR_EXPIRED', message, 'since');
}

/** Rows of `change` behind a place whose transactions have all ended, and all those before them. */
function pageOf(since: Place | null, first: number): SQL {
  const beyond =
    since === null
      ? sql`true`
      : since.after === null
        ? sql`(era, xid) >= (${since.era}, ${since.xid}::xid8)`
        : sql`(era, xid, noun, noun_id) > (${since.era}, ${since.xid}::xid8, ${since.after.noun}::feed_noun, ${since.after.id})`;
  return sql`
    select * from change
    where ${beyond} and (era, xid) < ((select id from era), pg_snapshot_xmin(pg_current_snapshot()))
    order by era, xid, noun, noun_id limit ${first}`;
}

/** The page with what its things are now, in one statement; where it is empty, one row that tells of the era alone. */
async function readPage(db: Db, page: SQL): Promise<[Row, ...Row[]]> {
  const statement = sql`
    with era as materialized (
      select id, incarnation, tessera_incarnation() as actual, pg_snapshot_xmin(pg_current_snapshot()) as open
      from change_era order by id desc limit 1),
    page as materialized (${page})
    select era.incarnation, era.actual, era.id as "newestEra", era.open, page.era, page.xid, page.noun, page.noun_id as id,
           coalesce(thing.uri, page.uri) as uri, coalesce(thing.is_gone, true) as "isGone",
           page.changed_at as "changedAt", run.id as "runId", source.name as source, source.format
    from era left join page on true
    left join lateral (
      select uri, tombstoned_at is not null as is_gone from organization where page.noun = 'ORGANIZATION' and id = page.noun_id
      union all select uri, false from framework where page.noun = 'FRAMEWORK' and id = page.noun_id
      union all select uri, tombstoned_at is not null from skill where page.noun = 'SKILL' and id = page.noun_id
      union all select uri, tombstoned_at is not null from occupation where page.noun = 'OCCUPATION' and id = page.noun_id
      union all select uri, tombstoned_at is not null from credential where page.noun = 'CREDENTIAL' and id = page.noun_id
      union all select null, false from job where page.noun = 'JOB' and id = page.noun_id) thing on true
    left join import_run run on run.id = page.run_id
    left join source on source.id = run.source_id
    order by page.era, page.xid, page.noun, page.noun_id`;
  for (;;) {
    const [first, ...others] = await query<Row & { actual: string }>(db, statement);
    if (!first) throw new Error('change_era is empty; run the migrations');
    if (first.incarnation === first.actual) return [first, ...others];
    await db.execute(sql`select tessera_open_era()`);
  }
}

function changeOf(row: Row): Change {
  const { incarnation, noun, uri, isGone, source, format } = row;
  const id = Number(row.id);
  return {
    ...{ noun, id, uri, isGone },
    at: new Date(row.changedAt),
    run: row.runId === null ? null : { id: Number(row.runId) as ImportRunId, source, format },
    place: { incarnation, era: row.era ?? 0, xid: row.xid, after: { noun, id } },
  };
}
