import type { Db } from '../db/client.ts';
import type { LearnerId } from '../db/ids.ts';
import { matchJob } from '../queue/jobs.ts';
import { enqueueAll } from '../queue/outbox.ts';
import { findJobsTouchedBy } from './find-jobs.ts';

/** Asks, in the caller's transaction, for new matches of the open jobs that a change of this learner's may concern. */
export async function rematchFor(tx: Db, learnerId: LearnerId): Promise<void> {
  const jobs = await findJobsTouchedBy(tx, learnerId);
  await enqueueAll(
    tx,
    matchJob,
    jobs.map((jobId) => ({ jobId })),
  );
}
