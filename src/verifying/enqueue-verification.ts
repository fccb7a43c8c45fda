import type { Db } from '../db/client.ts';
import type { BadgeId } from '../db/ids.ts';
import { VERIFIED_AT_ONCE, verifyBadges } from '../queue/jobs.ts';
import { enqueueAll } from '../queue/outbox.ts';

/** Asks, in the caller's transaction, for the checks of badges to run. */
export function enqueueVerification(tx: Db, ids: readonly BadgeId[]): Promise<void> {
  const batches: BadgeId[][] = [];
  for (let from = 0; from < ids.length; from += VERIFIED_AT_ONCE)
    batches.push(ids.slice(from, from + VERIFIED_AT_ONCE));
  return enqueueAll(
    tx,
    verifyBadges,
    batches.map((badgeIds) => ({ badgeIds })),
  );
}
