import { recordBadges, recordBundles } from '../badges/index.ts';
import type { Db } from '../db/client.ts';
import type { BadgeId, LearnerId } from '../db/ids.ts';
import { rematchFor } from '../jobs/index.ts';
import { fail, ok, type Result } from '../problem.ts';
import { enqueueVerification } from '../verifying/index.ts';
import type { Gathered } from './gather-badge.ts';

/**
 * Takes badges from the learner who holds them: stored as received and unverified, linked to skills; workers verify them, and
 * jobs they may concern are matched anew. All or none. Run it in a transaction. Whose a badge is, its checks say: to refuse another's
 * here would tell who is known here.
 *
 * @param field  the input field they came in, for problems
 * @returns      the badges in their order; BAD_USER_INPUT when the learner holds newer versions of all of them
 */
export async function importBadges(
  db: Db,
  learnerId: LearnerId,
  { badges, bundles }: Gathered,
  field: string,
): Promise<Result<BadgeId[], 'BAD_USER_INPUT'>> {
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
