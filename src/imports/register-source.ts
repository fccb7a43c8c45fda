import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { SourceId } from '../db/ids.ts';
import type { Fetching, ImportOptions } from '../provenance/index.ts';
import { importRun, source } from '../provenance/tables.ts';
import { TOLD_BY_CONTENT } from './open-source.ts';
import type { Source } from './run-record.ts';
import { nextMoment } from './schedule.ts';
import { nameOf } from './source-location.ts';

/** What a source's owner may state and change; what is absent stays as it is. */
export interface SourceTerms {
  readonly name?: string | undefined;
  readonly isPartial?: boolean | undefined;
  readonly fetching?: Fetching | undefined;
  /** Sealed; null takes them away. */
  readonly credentials?: string | null | undefined;
  /** Cron pattern in UTC; null ends the schedule. */
  readonly schedule?: string | null | undefined;
}

export interface SourceToRegister extends SourceTerms {
  readonly format: string;
  readonly location: string;
  readonly options: ImportOptions;
}

/**
 * The source of a format and location, made if new, there again if it was removed. Its options become those given, but not
 * under a run that reads it; one whose format was not yet told takes the one given.
 *
 * @param asOf  now
 */
export async function registerSource(db: Db, stated: SourceToRegister, asOf = new Date()): Promise<Source> {
  const { format, location, options } = stated;
  if (format !== TOLD_BY_CONTENT) {
    const isUntold = and(eq(source.format, TOLD_BY_CONTENT), eq(source.location, location));
    await db.update(source).set({ format }).where(isUntold);
  }
  const terms = columnsOf(stated, asOf);
  const [row] = await db
    .insert(source)
    .values({ name: nameOf(location), ...terms, format, location, options })
    .onConflictDoUpdate({
      target: [source.format, source.location],
      set: {
        ...terms,
        removedAt: null,
        options: sql`case when exists (select 1 from ${importRun} run where run.source_id = ${source.id} and run.ended_at is null)
          then ${source.options} else excluded.options end`,
      },
    })
    .returning();
  if (!row) throw new Error(`source ${location} was not written`);
  return row;
}

/** The format a location was registered under last; null where it was not. */
export async function findFormatOf(db: Db, location: string): Promise<string | null> {
  const [row] = await db
    .select({ format: source.format })
    .from(source)
    .where(eq(source.location, location))
    .orderBy(sql`${source.removedAt} is null desc, ${source.id} desc`)
    .limit(1);
  return row?.format ?? null;
}

/** Changes what is stated of a source; null where there is none, or it was removed. */
export async function updateSource(db: Db, id: SourceId, terms: SourceTerms, asOf: Date): Promise<Source | null> {
  const isThere = and(eq(source.id, id), isNull(source.removedAt));
  const set = columnsOf(terms, asOf);
  if (Object.keys(set).length === 0) return (await db.select().from(source).where(isThere))[0] ?? null;
  const [row] = await db.update(source).set(set).where(isThere).returning();
  return row ?? null;
}

/**
 * Removes a source: it is read no more, and its credentials are gone. What it brought stays, with it as its origin.
 *
 * @returns null where there is none; 'READ' while a run of it has not ended
 */
export async function removeSource(db: Db, id: SourceId): Promise<Source | 'READ' | null> {
  const [found] = await db.select().from(source).where(eq(source.id, id)).for('update');
  if (!found || found.removedAt) return null;
  const [live] = await db
    .select({ id: importRun.id })
    .from(importRun)
    .where(and(eq(importRun.sourceId, id), isNull(importRun.endedAt)));
  if (live) return 'READ';
  const [row] = await db
    .update(source)
    .set({ removedAt: sql`now()`, schedule: null, nextRunAt: null, credentials: null, lastFetch: null })
    .where(eq(source.id, id))
    .returning();
  return row ?? null;
}

function columnsOf({ name, isPartial, fetching, credentials, schedule }: SourceTerms, asOf: Date) {
  return {
    ...(name !== undefined && { name }),
    ...(isPartial !== undefined && { isPartial }),
    ...(fetching !== undefined && { fetching }),
    ...(credentials !== undefined && { credentials }),
    ...(schedule !== undefined && {
      schedule,
      nextRunAt: schedule === null ? null : nextMoment(schedule, asOf),
    }),
  };
}
