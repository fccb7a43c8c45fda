import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { tombstoneCredentials } from '../credentials/index.ts';
import { type Database, type Db, transaction } from '../db/client.ts';
import type { ImportRunId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import { closeJobsGone } from '../jobs/index.ts';
import { fail, type Result } from '../problem.ts';
import { tellRun } from '../provenance/index.ts';
import { importRun } from '../provenance/tables.ts';
import { tombstoneOrganizations } from '../providers/index.ts';
import { tombstoneConcepts } from '../skills/index.ts';
import { linkWhatWaited } from './finish-run.ts';
import { beginReading, endRun, enterState, findRun, type ImportRun } from './run-record.ts';
import { requestImport } from './start-import.ts';

/**
 * Queues a run that undoes what another did: what it created is tombstoned (a job is closed), what it updated goes back to what it was, what it
 * tombstoned returns. What others have changed since stays as they left it. Runs are undone newest first.
 *
 * @returns ROLL_BACK_REFUSED where something stands in the way, RUN_IN_PROGRESS while the source is read
 */
export async function rollBackImport(
  database: Database,
  runId: ImportRunId,
): Promise<Result<ImportRunId, 'NOT_FOUND' | 'ROLL_BACK_REFUSED' | 'RUN_IN_PROGRESS'>> {
  const found = await findRun(database.db, runId);
  if (!found) return fail('NOT_FOUND', 'there is no import run with that id', 'input.id');
  const why = await obstacleTo(database.db, found.run);
  if (why) return fail('ROLL_BACK_REFUSED', why, 'input.id');
  return requestImport(database, found.source, { mode: 'ROLL_BACK', aboutRunId: runId });
}

/** Why a run cannot be rolled back; null when it can. */
async function obstacleTo(db: Db, run: ImportRun): Promise<string | null> {
  if (!run.endedAt) return 'the run has not ended; wait for its end, or cancel it';
  if (run.rolledBackAt) return 'the run was rolled back already';
  if (!run.isRevertible) return 'the run changed nothing, or what it changed is no longer noted';
  const [newer] = await db
    .select({ id: importRun.id })
    .from(importRun)
    .where(
      and(
        ...[eq(importRun.sourceId, run.sourceId), gt(importRun.id, run.id), isNull(importRun.rolledBackAt)],
        inArray(importRun.mode, ['WHOLE', 'LEFT_OUT']),
        sql`${importRun.created} + ${importRun.updated} + ${importRun.tombstoned} > 0`,
      ),
    )
    .limit(1);
  if (newer) return 'a newer run changed the source; roll that back first';
  const [badges] = await query<{ has: boolean }>(
    db,
    sql`select exists (select 1 from source_record
          where source_id = ${run.sourceId} and kind in ('badge', 'badge-bundle')
            and (first_run_id = ${run.id} or changed_run_id = ${run.id})) as has`,
  );
  return badges?.has ? "the run brought badges, which are their learners'; they can be erased, not rolled back" : null;
}

/** Undoes the run that this one is about, in one transaction. */
export async function rollBack(db: Db, run: ImportRun): Promise<ImportRun> {
  const reading = await transaction(
    db,
    async (tx) => beginReading(tx, await enterState(tx, run, 'PARSING'), false, 0),
    { attempts: 5 },
  );
  return transaction(
    db,
    async (tx) => {
      const about = run.aboutRunId === null ? null : await findRun(tx, run.aboutRunId);
      if (!about) throw new Error(`run ${run.id} rolls back no run`);
      const why = await obstacleTo(tx, about.run);
      if (why) return endRun(tx, reading, { state: 'FAILED', failure: { code: 'ROLL_BACK_REFUSED', message: why } });
      await tellRun(tx, run.id);
      const counts = await undo(tx, about.run);
      await enterState(tx, reading, 'LINKING');
      await linkWhatWaited(tx);
      await tx
        .update(importRun)
        .set({ rolledBackAt: sql`now()`, isRevertible: false })
        .where(eq(importRun.id, about.run.id));
      return endRun(tx, reading, { state: 'COMPLETED', ...counts, seen: counts.created + counts.updated });
    },
    { attempts: 5 },
  );
}

type Counts = Pick<ImportRun, 'created' | 'updated' | 'tombstoned'>;

const EDGE_TABLES = ['skill_relation', 'occupation_relation', 'occupation_skill', 'occupation_crosswalk'] as const;

/** Undoes what is noted of a run, and tombstones what it was the first to state; records and relations are counted. */
async function undo(tx: Db, { id, sourceId, checkpoint }: ImportRun): Promise<Counts> {
  const edges = sql.join(
    EDGE_TABLES.map((table) => sql`${table}`),
    sql`, `,
  );
  const [counts] = await query<{ returned: number; updated: number; dropped: number }>(
    tx,
    sql`select count(*) filter (where operation = 'DELETE')::int as returned,
               count(distinct ("table", key)) filter (where operation = 'UPDATE')::int as updated,
               count(*) filter (where operation = 'INSERT')::int as dropped
        from import_change where run_id = ${id} and "table" in (${edges}, 'source_record')`,
  );
  await tx.execute(sql`select tessera_undo_changes(${id})`);
  await tx.execute(sql`delete from import_change where run_id = ${id}`);
  // Where all of a source was new its relations are not noted: all there are came with it.
  const dropped = checkpoint?.tracksSeen === false ? await dropEdges(tx, sourceId) : (counts?.dropped ?? 0);
  const [gone] = await query<{ gone: number }>(
    tx,
    sql`with gone as (
          update source_record set tombstoned_at = now()
          where source_id = ${sourceId} and first_run_id = ${id} and tombstoned_at is null returning 1)
        select count(*)::int as gone from gone`,
  );
  await tombstoneConcepts(tx, sourceId);
  await tombstoneCredentials(tx, sourceId);
  await tombstoneOrganizations(tx, sourceId, id);
  await closeJobsGone(tx, sourceId);
  return {
    created: counts?.returned ?? 0,
    updated: counts?.updated ?? 0,
    tombstoned: (gone?.gone ?? 0) + dropped,
  };
}

async function dropEdges(tx: Db, sourceId: ImportRun['sourceId']): Promise<number> {
  let dropped = 0;
  for (const table of EDGE_TABLES) {
    const gone = await tx.execute(sql`delete from ${sql.identifier(table)} where source_id = ${sourceId}`);
    dropped += (gone as unknown as { count: number }).count;
  }
  return dropped;
}
