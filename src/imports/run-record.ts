import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { notifyChanged } from '../db/changes.ts';
import type { Db } from '../db/client.ts';
import type { ImportRunId, SourceId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { Issue } from '../formats/format.ts';
import type { Problem } from '../problem.ts';
import type { ImportCheckpoint, ImportOptions, ImportState } from '../provenance/index.ts';
import { importIssue, importRun, importSeen, source } from '../provenance/tables.ts';
import type { Applied } from './applied.ts';

export type ImportRun = typeof importRun.$inferSelect;
export type Source = typeof source.$inferSelect;

/** Another attempt took the run over, or somebody cancelled it: this one must stop and change nothing more. */
export class RunLost extends Error {
  constructor(runId: ImportRunId) {
    super(`import run ${runId} was taken over or cancelled`);
    this.name = 'RunLost';
  }
}

export interface SourceToRegister {
  readonly format: string;
  readonly location: string;
  readonly options: ImportOptions;
}

/** The source of a format and location, made if new; its options become those given, but not under a run that reads it. */
export async function registerSource(db: Db, { format, location, options }: SourceToRegister): Promise<Source> {
  const name = location.split('/').filter(Boolean).at(-1) ?? location;
  const [row] = await db
    .insert(source)
    .values({ format, location, name, options })
    .onConflictDoUpdate({
      target: [source.format, source.location],
      set: {
        options: sql`case when exists (select 1 from ${importRun} run where run.source_id = ${source.id} and run.ended_at is null)
          then ${source.options} else excluded.options end`,
      },
    })
    .returning();
  if (!row) throw new Error(`source ${location} was not written`);
  return row;
}

/** The source's run that has not ended, else a new one: an interrupted run goes on rather than being repeated. */
export async function openRun(db: Db, sourceId: SourceId): Promise<ImportRun> {
  await db.insert(importRun).values({ sourceId }).onConflictDoNothing();
  const [row] = await db
    .select()
    .from(importRun)
    .where(and(eq(importRun.sourceId, sourceId), isNull(importRun.endedAt)));
  if (!row) throw new Error(`the run of source ${sourceId} ended while it was opened; start it again`);
  return row;
}

export async function findRun(db: Db, runId: ImportRunId): Promise<{ run: ImportRun; source: Source } | null> {
  const [row] = await db
    .select({ run: importRun, source })
    .from(importRun)
    .innerJoin(source, eq(source.id, importRun.sourceId))
    .where(eq(importRun.id, runId));
  return row ?? null;
}

/** The source's run before this one, however it ended; null for the first. */
export async function findRunBefore(db: Db, { id, sourceId }: ImportRun): Promise<ImportRun | null> {
  const [row] = await db
    .select()
    .from(importRun)
    .where(and(eq(importRun.sourceId, sourceId), lt(importRun.id, id)))
    .orderBy(desc(importRun.id))
    .limit(1);
  return row ?? null;
}

/** Whether an earlier run left records or edges that this one may find gone. */
export async function wasReadBefore(db: Db, { id, sourceId }: ImportRun): Promise<boolean> {
  const [row] = await query<{ wasRead: boolean }>(
    db,
    sql`select exists (select 1 from import_run
          where source_id = ${sourceId} and id <> ${id} and created + updated + unchanged > 0) as "wasRead"`,
  );
  return row?.wasRead ?? false;
}

/** Begins an attempt: raises the fencing token and, unless it goes on from a checkpoint, forgets the last attempt's counts. */
export async function beginAttempt(db: Db, run: ImportRun, goesOn: boolean, bytesTotal: number): Promise<ImportRun> {
  if (!goesOn) {
    await db.delete(importIssue).where(eq(importIssue.runId, run.id));
    await db.delete(importSeen).where(eq(importSeen.runId, run.id));
  }
  const zero = { seen: 0, created: 0, updated: 0, unchanged: 0, tombstoned: 0, issues: 0, warnings: 0, bytesRead: 0 };
  const [row] = await db
    .update(importRun)
    .set({
      ...(!goesOn && { ...zero, checkpoint: null }),
      attempt: sql`${importRun.attempt} + 1`,
      state: 'APPLYING',
      bytesTotal,
      startedAt: run.startedAt ?? sql`now()`,
    })
    .where(and(eq(importRun.id, run.id), isNull(importRun.endedAt)))
    .returning();
  if (!row) throw new RunLost(run.id);
  await notifyChanged(db, `import-run ${run.id}`);
  return row;
}

/** The run as it is, when this attempt's records up to the position are committed already; else null. */
export async function findCommitted(tx: Db, { id, attempt }: ImportRun, position: number): Promise<ImportRun | null> {
  const [row] = await tx
    .select()
    .from(importRun)
    .where(
      and(
        eq(importRun.id, id),
        eq(importRun.attempt, attempt),
        sql`(${importRun.checkpoint} ->> 'position')::bigint >= ${position}`,
      ),
    );
  return row ?? null;
}

/** Adds a batch's counts, issues and checkpoint to the run, in the batch's own transaction. */
export async function recordBatch(
  tx: Db,
  run: ImportRun,
  applied: Applied,
  checkpoint: ImportCheckpoint,
  bytesRead: number,
): Promise<ImportRun> {
  const errors = applied.issues.filter(({ severity }) => severity === 'ERROR').length;
  const good = applied.created + applied.updated + applied.unchanged;
  const [row] = await tx
    .update(importRun)
    .set({
      seen: sql`${importRun.seen} + ${good + errors}`,
      created: sql`${importRun.created} + ${applied.created}`,
      updated: sql`${importRun.updated} + ${applied.updated}`,
      unchanged: sql`${importRun.unchanged} + ${applied.unchanged}`,
      issues: sql`${importRun.issues} + ${errors}`,
      warnings: sql`${importRun.warnings} + ${applied.issues.length - errors}`,
      checkpoint,
      bytesRead,
    })
    .where(and(eq(importRun.id, run.id), eq(importRun.attempt, run.attempt), isNull(importRun.endedAt)))
    .returning();
  if (!row) throw new RunLost(run.id);
  await notifyChanged(tx, `import-run ${run.id}`);
  await recordIssues(tx, run.id, applied.issues);
  return row;
}

const RAW_AT_MOST = 64 * 1024;

type IssueToRecord = Omit<Issue, 'code'> & { readonly code: string };

export async function recordIssues(db: Db, runId: ImportRunId, issues: readonly IssueToRecord[]): Promise<void> {
  if (issues.length === 0) return;
  const rows = issues.map(({ severity, code, message, raw, place }) => ({
    ...place,
    severity,
    code,
    message,
    raw: raw?.slice(0, RAW_AT_MOST).replaceAll('\0', '\uFFFD').toWellFormed(),
  }));
  await db.execute(
    sql`insert into import_issue (run_id, severity, code, file, line, "column", pointer, message, raw)
        select ${runId}, severity, code, file, line, "column", pointer, message, raw
        from ${rowsOf(
          rows,
          'severity issue_severity, code text, file text, line integer, "column" text, pointer text, message text, raw text',
        )} as input`,
  );
}

/** Issues that leave open which record they stand for: it may be one that looks gone. */
const UNREAD_CODES = [
  ...['FILE_MISSING', 'FILE_TRUNCATED', 'ENCODING_INVALID', 'CELL_TOO_LARGE', 'COLUMN_COUNT', 'FIELD_MISSING'],
  ...['FIELD_INVALID', 'JSON_INVALID', 'BADGE_UNREADABLE'],
];

/** Whether records of the input could not be read, so that a record the run did not meet is not known to be gone. */
export async function hasUnreadRecords(db: Db, runId: ImportRunId): Promise<boolean> {
  const [row] = await query<{ hasUnread: boolean }>(
    db,
    sql`select exists (select 1 from import_issue
          where run_id = ${runId} and (severity = 'ERROR' or code = 'FILE_MISSING')
            and code in (select value from json_array_elements_text(${JSON.stringify(UNREAD_CODES)}::json))) as "hasUnread"`,
  );
  return row?.hasUnread ?? false;
}

/** Puts issues in the place of those of an earlier attempt. */
export async function replaceIssues(db: Db, runId: ImportRunId, issues: readonly IssueToRecord[]): Promise<void> {
  await db.delete(importIssue).where(eq(importIssue.runId, runId));
  await recordIssues(db, runId, issues);
}

/** What a run's end may state beside its state. */
type EndCount = 'seen' | 'unchanged' | 'tombstoned' | 'issues' | 'warnings' | 'checkpoint' | 'bytesRead';

/** Ends a run whose input is, byte for byte, what the run before it read without leaving anything out. */
export function endUnchanged(db: Db, run: ImportRun, { seen, checkpoint }: ImportRun): Promise<ImportRun> {
  return endRun(db, run, { state: 'COMPLETED', seen, unchanged: seen, checkpoint, bytesRead: run.bytesTotal ?? 0 });
}

/** Ends a run, once: a run that has ended keeps its end. */
export async function endRun(
  db: Db,
  run: ImportRun,
  end: { state: ImportState; failure?: Problem } & Partial<Pick<ImportRun, EndCount>>,
): Promise<ImportRun> {
  const { failure = null, tombstoned = 0, ...stated } = end;
  await db.delete(importSeen).where(eq(importSeen.runId, run.id));
  const [row] = await db
    .update(importRun)
    .set({
      ...stated,
      tombstoned,
      failure,
      endedAt: sql`now()`,
    })
    .where(and(eq(importRun.id, run.id), isNull(importRun.endedAt)))
    .returning();
  if (!row) throw new RunLost(run.id);
  await notifyChanged(db, `import-run ${run.id}`);
  return row;
}

export async function enterState(db: Db, run: ImportRun, state: ImportState): Promise<void> {
  await db
    .update(importRun)
    .set({ state })
    .where(and(eq(importRun.id, run.id), isNull(importRun.endedAt)));
  await notifyChanged(db, `import-run ${run.id}`);
}
