import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import { type Database, type Db, transaction } from '../db/client.ts';
import type { ImportRunId } from '../db/ids.ts';
import type { Logger } from '../log.ts';
import { source } from '../provenance/tables.ts';
import { runImport } from '../queue/jobs.ts';
import { enqueueAll } from '../queue/outbox.ts';
import { openRun, WHOLE } from './open-run.ts';
import { nextMoment } from './schedule.ts';

/** Sources whose runs are opened in one transaction. */
const AT_ONCE = 50;
/** A schedule that was changed meanwhile is noticed this soon. */
const LOOK_EVERY_MS = 1_000;

/**
 * Opens a run of each source whose moment has come, asks for it, and sets the next moment, in one transaction: however many
 * processes look, each moment is one run, and Redis may be wiped. A moment that finds a run under way is that run's; moments
 * that passed while nobody looked are one.
 *
 * @returns the runs asked for
 */
export function startDueImports(db: Db, asOf: Date): Promise<ImportRunId[]> {
  return transaction(db, async (tx) => {
    const due = await tx
      .select()
      .from(source)
      .where(and(lte(source.nextRunAt, asOf), isNull(source.removedAt)))
      .orderBy(asc(source.nextRunAt))
      .limit(AT_ONCE)
      .for('update', { skipLocked: true });
    const runIds: ImportRunId[] = [];
    for (const { id, schedule } of due) {
      const nextRunAt = schedule === null ? null : nextMoment(schedule, asOf);
      await tx.update(source).set({ nextRunAt }).where(eq(source.id, id));
      if (schedule === null) continue;
      const run = await openRun(tx, id, { ...WHOLE, isScheduled: true });
      // One that does something else is under way: the next moment is soon enough.
      if (run.ok) runIds.push(run.value.id);
    }
    await enqueueAll(
      tx,
      runImport,
      runIds.map((runId) => ({ runId })),
    );
    return runIds;
  });
}

/**
 * Keeps looking for sources whose moment has come.
 *
 * @returns a function that stops looking
 */
export function watchSchedules({ db }: Pick<Database, 'db'>, log: Logger): () => Promise<void> {
  let looking = Promise.resolve();
  const look = async () => {
    try {
      const [due] = await db.select({ one: sql`1` }).from(source).where(lte(source.nextRunAt, sql`now()`)).limit(1);
      if (due) await startDueImports(db, new Date());
    } catch (error) {
      // The database is away: the next turn looks again.
      log.warn({ err: error }, 'schedules of sources');
    }
  };
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    looking = look().finally(() => {
      isLooking = false;
    });
  }, LOOK_EVERY_MS).unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
