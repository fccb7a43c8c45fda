import { recordBadges, recordBundles } from '../badges/index.ts';
import { asSystem } from '../db/as-reader.ts';
import type { Db } from '../db/client.ts';
import type { BadgeId, LearnerId } from '../db/ids.ts';
import { rematchFor } from '../jobs/index.ts';
import { findRecipients } from '../learners/index.ts';
import { fail, ok, type Result } from '../problem.ts';
import { enqueueVerification } from '../verifying/index.ts';
import type { Gathered } from './gather-badge.ts';

/**
 * Takes badges from the learner who holds them: stored as received and unverified, linked to skills; workers verify them, and
 * jobs they may concern are matched anew. All or none. Run it in a transaction.
 *
 * @param field  the input field they came in, for problems
 * @returns      the badges in their order; FORBIDDEN when one was awarded to another learner here; BAD_USER_INPUT when the
 *   learner holds newer versions of all of them
 */
export async function importBadges(
  db: Db,
  learnerId: LearnerId,
  { badges, bundles }: Gathered,
  field: string,
): Promise<Result<BadgeId[], 'FORBIDDEN' | 'BAD_USER_INPUT'>> {
  // Whose each is, is looked up among all addresses known here, of which the learner sees only their own.
  const named = await asSystem(db, (tx) =>
    findRecipients(
      tx,
      badges.map(({ stated }) => stated.recipients),
    ),
  );
  // A recipient nobody here has may be the learner: whether it is, verification will say.
  if (named.some((owner) => owner !== undefined && owner !== learnerId)) {
    return fail('FORBIDDEN', 'the badge was awarded to somebody else who is known here', field);
  }
  const recorded = await recordBadges(
    db,
    distinct(badges).map(({ stated, original }) => ({ stated, original, learnerId, sourceRecordId: null })),
  );
  const ids = recorded.filter((id) => id !== undefined);
  if (ids.length === 0) return fail('BAD_USER_INPUT', 'you hold a newer version of this badge', field);
  await recordBundles(
    db,
    bundles.map((stated) => ({ stated, learnerId, sourceRecordId: null })),
  );
  await enqueueVerification(db, ids);
  await rematchFor(db, learnerId);
  return ok(ids);
}

/** The first of each identity: a file may hold a badge twice. */
function distinct(badges: Gathered['badges']): Gathered['badges'] {
  return [...new Map([...badges].reverse().map((badge) => [badge.stated.key, badge])).values()].reverse();
}
