import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ImportRunId, SourceId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { ImportMode } from '../provenance/index.ts';
import { importRun, source } from '../provenance/tables.ts';
import type { ImportRun } from './run-record.ts';

/** What a run is to do. */
export interface RunToOpen {
  readonly mode: ImportMode;
  /** The run it is about, for LEFT_OUT and ROLL_BACK. */
  readonly aboutRunId?: ImportRunId;
  /** Columns that go by other names, from this run on; those of the source when absent. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Whether the source's schedule asks for it, rather than a person. */
  readonly isScheduled?: boolean;
}

export const WHOLE: RunToOpen = { mode: 'WHOLE' };

/**
 * Opens a run of a source. One that has not ended and does the same is that run: an interrupted run goes on rather than being
 * repeated. One that does something else must end first.
 */
export async function openRun(
  db: Db,
  sourceId: SourceId,
  { mode, aboutRunId, columns, isScheduled = false }: RunToOpen = WHOLE,
): Promise<Result<ImportRun, 'RUN_IN_PROGRESS'>> {
  const asked = { sourceId, mode, aboutRunId: aboutRunId ?? null, isScheduled };
  const [opened] = await db.insert(importRun).values(asked).onConflictDoNothing().returning();
  if (opened) {
    if (columns) await setColumns(db, sourceId, columns);
    return ok(opened);
  }
  const [live] = await db
    .select()
    .from(importRun)
    .where(and(eq(importRun.sourceId, sourceId), isNull(importRun.endedAt)));
  if (!live) throw new Error(`the run of source ${sourceId} ended while it was opened; start it again`);
  const isTheSame = live.mode === mode && live.aboutRunId === (aboutRunId ?? null) && columns === undefined;
  if (isTheSame) return ok(live);
  const message = `a run of this source (${live.mode}) has not ended; wait for its end, or cancel it`;
  return fail('RUN_IN_PROGRESS', message, 'input');
}

async function setColumns(db: Db, id: SourceId, columns: Readonly<Record<string, string>>): Promise<void> {
  const options = sql`${source.options} || ${JSON.stringify({ columns })}::jsonb`;
  await db.update(source).set({ options }).where(eq(source.id, id));
}
