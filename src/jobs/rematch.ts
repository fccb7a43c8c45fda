import type { Db } from '../db/client.ts';
import type { LearnerId, LevelScaleId } from '../db/ids.ts';
import { matchJob } from '../queue/jobs.ts';
import { enqueueAll } from '../queue/outbox.ts';
import { findJobsAskingFor, findJobsTouchedBy } from './find-jobs.ts';

/** Asks, in the caller's transaction, for new matches of the open jobs that a change of these learners' may concern. */
export async function rematchFor(tx: Db, ...learnerIds: readonly LearnerId[]): Promise<void> {
  if (learnerIds.length === 0) return;
  const jobs = await findJobsTouchedBy(tx, learnerIds);
  await enqueueAll(
    tx,
    matchJob,
    jobs.map((jobId) => ({ jobId })),
  );
}

/** The same for the open jobs that ask for a level of a scale. */
export async function rematchAsking(tx: Db, scaleId: LevelScaleId): Promise<void> {
  const jobs = await findJobsAskingFor(tx, scaleId);
  await enqueueAll(
    tx,
    matchJob,
    jobs.map((jobId) => ({ jobId })),
  );
}
