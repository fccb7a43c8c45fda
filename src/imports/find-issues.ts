import { and, asc, count, eq, gt, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ImportRunId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import type { IssueSeverity } from '../provenance/index.ts';
import { importIssue } from '../provenance/tables.ts';

export type ImportIssue = typeof importIssue.$inferSelect;

/** Which issues of a run; all that are not kept out. */
export interface IssueFilter {
  readonly severity?: IssueSeverity | undefined;
  readonly code?: string | undefined;
}

/** A run's issues in the order they were met. */
export function findIssues(
  db: Db,
  runId: ImportRunId,
  page: { first: number; after: number | null },
  filter: IssueFilter = {},
): Promise<ImportIssue[]> {
  const beyond = page.after === null ? undefined : gt(importIssue.id, page.after);
  return db
    .select()
    .from(importIssue)
    .where(and(matching(runId, filter), beyond))
    .orderBy(asc(importIssue.id))
    .limit(page.first);
}

export async function countIssues(db: Db, runId: ImportRunId, filter: IssueFilter = {}): Promise<number> {
  const [row] = await db.select({ issues: count() }).from(importIssue).where(matching(runId, filter));
  return row?.issues ?? 0;
}

function matching(runId: ImportRunId, { severity, code }: IssueFilter) {
  return and(
    eq(importIssue.runId, runId),
    severity ? eq(importIssue.severity, severity) : undefined,
    code === undefined ? undefined : eq(importIssue.code, code),
  );
}

const AT_ONCE = 1_000;

/** All issues of a run in their order, a page in memory at a time. */
export async function* eachIssue(db: Db, runId: ImportRunId): AsyncGenerator<ImportIssue> {
  for (let after: number | null = null; ; ) {
    const page: ImportIssue[] = await findIssues(db, runId, { first: AT_ONCE, after });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < AT_ONCE) return;
    after = last.id;
  }
}

/** Issues of a run that say the same of the same column, or of the same member of different records. */
export interface IssueGroup {
  readonly severity: IssueSeverity;
  readonly code: string;
  readonly column: string | null;
  /** JSON Pointer with `*` for each index; null outside JSON. */
  readonly pointer: string | null;
  readonly count: number;
  /** Id of the first of them. */
  readonly sampleId: number;
}

/** Groups of a run's issues that are told at once: beyond that the most frequent. */
export const GROUPS_AT_MOST = 100;

/** A run's issues in groups: errors first, then the most frequent. */
export function findIssueGroups(db: Db, runId: ImportRunId): Promise<IssueGroup[]> {
  return query<{ [K in keyof IssueGroup]: IssueGroup[K] }>(
    db,
    sql`select severity, code, "column", regexp_replace(pointer, '/[0-9]+(?=/|$)', '/*', 'g') as pointer,
               count(*)::int as count, min(id)::float8 as "sampleId"
        from import_issue where run_id = ${runId}
        group by 1, 2, 3, 4
        order by severity, count(*) desc, min(id)
        limit ${GROUPS_AT_MOST}`,
  );
}

export async function findIssuesById(db: Db, ids: readonly number[]): Promise<ImportIssue[]> {
  return db
    .select()
    .from(importIssue)
    .where(
      sql`${importIssue.id} in (select value::bigint from json_array_elements_text(${JSON.stringify(ids)}::json))`,
    );
}
