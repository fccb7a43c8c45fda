import { and, asc, count, desc, eq, gt, inArray, lt } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ImportRunId, SourceId } from '../db/ids.ts';
import { importIssue, importRun, source } from '../provenance/tables.ts';
import type { ImportRun, Source } from './run-record.ts';

export type ImportIssue = typeof importIssue.$inferSelect;

/** Sources by id. */
export function findSources(db: Db, page: { first: number; after: SourceId | null }): Promise<Source[]> {
  const beyond = page.after === null ? undefined : gt(source.id, page.after);
  return db.select().from(source).where(beyond).orderBy(asc(source.id)).limit(page.first);
}

export function findSourcesById(db: Db, ids: readonly SourceId[]): Promise<Source[]> {
  return db
    .select()
    .from(source)
    .where(inArray(source.id, [...ids]));
}

/** A source's runs, newest first. */
export function findRunsOf(
  db: Db,
  id: SourceId,
  page: { first: number; before: ImportRunId | null },
): Promise<ImportRun[]> {
  const beyond = page.before === null ? undefined : lt(importRun.id, page.before);
  return db
    .select()
    .from(importRun)
    .where(and(eq(importRun.sourceId, id), beyond))
    .orderBy(desc(importRun.id))
    .limit(page.first);
}

export function findRunsById(db: Db, ids: readonly ImportRunId[]): Promise<ImportRun[]> {
  return db
    .select()
    .from(importRun)
    .where(inArray(importRun.id, [...ids]));
}

/** A run's issues in the order they were met. */
export function findIssues(
  db: Db,
  runId: ImportRunId,
  page: { first: number; after: number | null },
): Promise<ImportIssue[]> {
  const beyond = page.after === null ? undefined : gt(importIssue.id, page.after);
  return db
    .select()
    .from(importIssue)
    .where(and(eq(importIssue.runId, runId), beyond))
    .orderBy(asc(importIssue.id))
    .limit(page.first);
}

export async function countIssues(db: Db, runId: ImportRunId): Promise<number> {
  const [row] = await db.select({ issues: count() }).from(importIssue).where(eq(importIssue.runId, runId));
  return row?.issues ?? 0;
}
