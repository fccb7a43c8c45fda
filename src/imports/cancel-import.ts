import { and, eq, inArray, sql } from 'drizzle-orm';
import { notifyChanged } from '../db/changes.ts';
import { type Db, transaction } from '../db/client.ts';
import type { ImportRunId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { statesBefore } from '../provenance/index.ts';
import { importRun } from '../provenance/tables.ts';
import { findRun, type ImportRun } from './run-record.ts';

/**
 * Cancels a run, from this moment on: a queued one is never begun; of one that is read, the batch in work is undone when it asks
 * to be committed, and what was committed before stays. Cancelling it again changes nothing.
 *
 * @returns NOT_FOUND for no run; RUN_ENDED for one that came to another end
 */
export async function cancelImport(db: Db, runId: ImportRunId): Promise<Result<ImportRun, 'NOT_FOUND' | 'RUN_ENDED'>> {
  return transaction(db, async (tx) => {
    const [cancelled] = await tx
      .update(importRun)
      .set({ state: 'CANCELLED', endedAt: sql`now()` })
      .where(and(eq(importRun.id, runId), inArray(importRun.state, statesBefore('CANCELLED'))))
      .returning();
    if (cancelled) {
      await notifyChanged(tx, `import-run ${runId}`);
      return ok(cancelled);
    }
    const found = await findRun(tx, runId);
    if (!found) return fail('NOT_FOUND', 'there is no import run with that id', 'input.id');
    if (found.run.state === 'CANCELLED') return ok(found.run);
    const message = `the run has ended, ${found.run.state}; to undo what it did, roll it back`;
    return fail('RUN_ENDED', message, 'input.id');
  });
}
