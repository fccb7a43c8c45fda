import { and, asc, desc, gt, inArray, isNull, max, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ImportRunId, SourceId } from '../db/ids.ts';
import { rowsOf } from '../db/rows.ts';
import { importRun, source } from '../provenance/tables.ts';
import type { ImportRun, Source } from './run-record.ts';

/** Sources that were not removed, by id. */
export function findSources(db: Db, page: { first: number; after: SourceId | null }): Promise<Source[]> {
  const beyond = page.after === null ? undefined : gt(source.id, page.after);
  return db
    .select()
    .from(source)
    .where(and(isNull(source.removedAt), beyond))
    .orderBy(asc(source.id))
    .limit(page.first);
}

export function findSourcesById(db: Db, ids: readonly SourceId[]): Promise<Source[]> {
  return db
    .select()
    .from(source)
    .where(inArray(source.id, [...ids]));
}

/** When each source was last read with success; null where it never was. In the order asked. */
export async function findReadAt(db: Db, ids: readonly SourceId[]): Promise<(Date | null)[]> {
  const rows = await db
    .select({ id: importRun.sourceId, readAt: max(importRun.endedAt) })
    .from(importRun)
    .where(and(inArray(importRun.sourceId, [...ids]), inArray(importRun.state, ['COMPLETED', 'COMPLETED_WITH_ISSUES'])))
    .groupBy(importRun.sourceId);
  const byId = new Map(rows.map(({ id, readAt }) => [id, readAt]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** A page of one source's runs. */
export interface RunsOf {
  readonly id: SourceId;
  readonly first: number;
  readonly before: ImportRunId | null;
}

/** The runs of each source, newest first, each source with its own page; in the order asked. */
export async function findRunsOfEach(db: Db, asked: readonly RunsOf[]): Promise<ImportRun[][]> {
  const input = rowsOf(
    asked.map((each, place) => ({ place, ...each })),
    'place int, id bigint, first int, before bigint',
  );
  const rows = await db
    .select({ place: sql<number>`input.place`, run: importRun })
    .from(sql`${input} as input`)
    .innerJoinLateral(
      sql`(select run.id from ${importRun} run where run.source_id = input.id
            and (input.before is null or run.id < input.before) order by run.id desc limit input.first) as page`,
      sql`true`,
    )
    .innerJoin(importRun, sql`${importRun.id} = page.id`)
    .orderBy(sql`input.place`, desc(importRun.id));
  const runs: ImportRun[][] = asked.map(() => []);
  for (const { place, run } of rows) runs[place]?.push(run);
  return runs;
}

export function findRunsById(db: Db, ids: readonly ImportRunId[]): Promise<ImportRun[]> {
  return db
    .select()
    .from(importRun)
    .where(inArray(importRun.id, [...ids]));
}
