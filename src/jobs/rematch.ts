import type { Db } from '../db/client.ts';
import type { LearnerId } from '../db/ids.ts';
import { matchJob } from '../queue/jobs.ts';
import { enqueueAll } from '../queue/outbox.ts';
import { findJobsTouchedBy } from './find-jobs.ts';

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
