import { and, desc, eq, inArray, isNotNull, isNull, lt, notInArray, or, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { notifyChanged } from '../db/changes.ts';
import type { Db } from '../db/client.ts';
import type { ImportRunId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import type { Problem } from '../problem.ts';
import { type ImportCheckpoint, type ImportState, statesBefore } from '../provenance/index.ts';
import { importIssue, importRun, importSeen, source } from '../provenance/tables.ts';
import type { Applied } from './applied.ts';
import { forgetOldChanges } from './note-changes.ts';
import { recordIssues } from './record-issues.ts';

export type ImportRun = typeof importRun.$inferSelect;
export type Source = typeof source.$inferSelect;

/** Another attempt took the run over, or somebody cancelled it: this one must stop and change nothing more. */
export class RunLost extends Error {
  constructor(runId: ImportRunId) {
    super(`import run ${runId} was taken over or cancelled`);
    this.name = 'RunLost';
  }
}

export async function findRun(db: Db, runId: ImportRunId): Promise<{ run: ImportRun; source: Source } | null> {
  const [row] = await db
    .select({ run: importRun, source })
    .from(importRun)
    .innerJoin(source, eq(source.id, importRun.sourceId))
    .where(eq(importRun.id, runId));
  return row ?? null;
}

/** The source's last whole reading before this run that may have stored anything and whose work stands; null for the first. */
export async function findRunBefore(db: Db, { id, sourceId }: ImportRun): Promise<ImportRun | null> {
  const isWhole = and(eq(importRun.mode, 'WHOLE'), isNull(importRun.rolledBackAt));
  const [row] = await db
    .select()
    .from(importRun)
    .where(and(eq(importRun.sourceId, sourceId), lt(importRun.id, id), isWhole, storedSomething))
    .orderBy(desc(importRun.id))
    .limit(1);
  return row ?? null;
}

/** A host that was away, or a run that was called off before its first batch, changed nothing. */
const storedSomething = or(notInArray(importRun.state, ['FAILED', 'CANCELLED']), isNotNull(importRun.checkpoint));

/** What earlier runs of a source left behind. */
export interface Earlier {
  /** Whether there are records or edges that this run may find gone. */
  readonly hasRecords: boolean;
  /** Whether a reading since this one's run before, or that run, changed things and ended before it tied them together. */
  readonly owesLinks: boolean;
}

export async function findEarlier(db: Db, { id, sourceId }: ImportRun): Promise<Earlier> {
  const [row] = await query<{ hasRecords: boolean | null; owesLinks: boolean | null }>(
    db,
    sql`select bool_or(created + updated + unchanged > 0) as "hasRecords",
               bool_or(created + updated > 0 and state in ('FAILED', 'CANCELLED') and not exists (
                 select 1 from import_run later
                 where later.source_id = run.source_id and later.id > run.id and later.id < ${id}
                   and later.mode <> 'DRY_RUN' and later.state in ('COMPLETED', 'COMPLETED_WITH_ISSUES'))) as "owesLinks"
        from import_run run where source_id = ${sourceId} and id < ${id} and mode <> 'DRY_RUN'`,
  );
  return { hasRecords: row?.hasRecords ?? false, owesLinks: row?.owesLinks ?? false };
}

const NO_COUNTS = {
  seen: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  tombstoned: 0,
  issues: 0,
  warnings: 0,
  bytesRead: 0,
};

/** Begins an attempt with FETCHING: raises the fencing token, so that a batch of an older attempt is refused from now on. */
export async function beginAttempt(db: Db, run: ImportRun): Promise<ImportRun> {
  const facts = { attempt: sql`${importRun.attempt} + 1`, startedAt: run.startedAt ?? sql`now()` };
  return enter(db, run, 'FETCHING', facts, eq(importRun.id, run.id));
}

/** Begins to read records: unless the attempt goes on from a checkpoint, it forgets what the last one counted. */
export async function beginReading(db: Db, run: ImportRun, goesOn: boolean, bytesTotal: number): Promise<ImportRun> {
  if (!goesOn) {
    await db.delete(importIssue).where(eq(importIssue.runId, run.id));
    await db.delete(importSeen).where(eq(importSeen.runId, run.id));
  }
  return enter(db, run, 'APPLYING', {
    ...(!goesOn && { ...NO_COUNTS, checkpoint: null }),
    ...{ bytesTotal, readFrom: goesOn ? run.seen : 0, readFromAt: sql`now()`, progressedAt: null },
    isRevertible: run.mode === 'WHOLE' || run.mode === 'LEFT_OUT',
  });
}

/** Puts a run of this attempt into the next state. @throws RunLost where that may not follow, or the run is another's */
export async function enterState(db: Db, run: ImportRun, state: ImportState): Promise<ImportRun> {
  return enter(db, run, state, {});
}

type Facts = PgUpdateSetSource<typeof importRun>;

async function enter(
  db: Db,
  run: ImportRun,
  state: ImportState,
  facts: Facts,
  mine = and(eq(importRun.id, run.id), eq(importRun.attempt, run.attempt)),
): Promise<ImportRun> {
  // Its own state follows a live one where the answer of a commit was lost, and it is written again.
  const before = statesBefore(state);
  const from = statesBefore('CANCELLED').includes(state) ? [...before, state] : before;
  const [row] = await db
    .update(importRun)
    .set({ ...facts, state })
    .where(and(mine, inArray(importRun.state, from)))
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

/** Adds a batch's counts, issues and checkpoint to the run, in the batch's own transaction. A dry run has no checkpoint. */
export async function recordBatch(
  tx: Db,
  run: ImportRun,
  applied: Applied,
  checkpoint: ImportCheckpoint | null,
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
      progressedAt: sql`clock_timestamp()`,
    })
    .where(and(eq(importRun.id, run.id), eq(importRun.attempt, run.attempt), eq(importRun.state, 'APPLYING')))
    .returning();
  if (!row) throw new RunLost(run.id);
  await notifyChanged(tx, `import-run ${run.id}`);
  await recordIssues(tx, run.id, applied.issues);
  return row;
}

/** What a run's end may state beside its state. */
type EndCount = keyof typeof NO_COUNTS | 'checkpoint' | 'bytesTotal';

/** Ends a run whose input is what the run before it read: its records are unchanged, and its issues stand. */
export async function endUnchanged(db: Db, run: ImportRun, before: ImportRun, bytesTotal: number): Promise<ImportRun> {
  const { state, seen, issues, warnings, checkpoint } = before;
  await db.delete(importIssue).where(eq(importIssue.runId, run.id));
  if (issues + warnings > 0) {
    await db.execute(
      sql`insert into import_issue (run_id, severity, code, file, line, "column", pointer, message, raw)
          select ${run.id}, severity, code, file, line, "column", pointer, message, raw
          from import_issue where run_id = ${before.id} order by id`,
    );
  }
  const counts = { ...NO_COUNTS, seen, unchanged: seen - issues, issues, warnings };
  return endRun(db, run, { ...counts, state, checkpoint, bytesTotal, bytesRead: bytesTotal });
}

/** Ends a run of this attempt, once: a run that has ended keeps its end. */
export async function endRun(
  db: Db,
  run: ImportRun,
  end: { state: ImportState; failure?: Problem } & Partial<Pick<ImportRun, EndCount>>,
): Promise<ImportRun> {
  const { failure = null, tombstoned = 0, state, ...stated } = end;
  await db.delete(importSeen).where(eq(importSeen.runId, run.id));
  const row = await enter(db, run, state, { ...stated, tombstoned, failure, endedAt: sql`now()` });
  await forgetOldChanges(db, run.sourceId);
  return row;
}
