import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ImportRunId, SourceId } from '../db/ids.ts';

/** Runs of a source whose changes stay noted, newest first: so many can be rolled back, one after another. */
export const REVERTIBLE_RUNS = 3;

/**
 * Has the rest of the transaction's changes noted as the run's, so that they can be undone (`import_change`).
 *
 * @param notesNew  whether new relations are noted too: needless where all of the source is new
 */
export async function noteChanges(tx: Db, runId: ImportRunId, notesNew: boolean): Promise<void> {
  await tx.execute(
    sql`select set_config('tessera.import_run', ${String(runId)}, true),
               set_config('tessera.import_notes_new', ${notesNew ? 'yes' : ''}, true)`,
  );
}

/** Leaves what follows in the transaction unnoted. */
export async function stopNoting(tx: Db): Promise<void> {
  await tx.execute(sql`select set_config('tessera.import_run', '', true)`);
}

/** Forgets what older runs of the source changed: they can no longer be rolled back. A run that changed nothing is not kept. */
export async function forgetOldChanges(tx: Db, sourceId: SourceId): Promise<void> {
  await tx.execute(
    sql`with old as (
          update import_run run set is_revertible = false
          where run.source_id = ${sourceId} and run.is_revertible and run.ended_at is not null
            and (run.created + run.updated + run.tombstoned = 0 or run.id not in (
              select id from import_run
              where source_id = ${sourceId} and is_revertible and created + updated + tombstoned > 0
              order by id desc limit ${REVERTIBLE_RUNS}))
          returning run.id)
        delete from import_change where run_id in (select id from old)`,
  );
}
