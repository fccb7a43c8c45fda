import { recordBadges } from '../badges/index.ts';
import { asSystem } from '../db/as-reader.ts';
import type { Db } from '../db/client.ts';
import type { BadgeId, LearnerId } from '../db/ids.ts';
import { readBadge } from '../formats/index.ts';
import type { BadgeRecord } from '../formats/record.ts';
import { rematchFor } from '../jobs/index.ts';
import { findRecipients } from '../learners/index.ts';
import { fail, ok, type Result } from '../problem.ts';

/**
 * Takes one badge document from the learner who holds it: read, stored unverified, linked to skills; jobs it may concern are
 * matched anew. Run it in a transaction.
 *
 * @returns the badge; BADGE_UNREADABLE with the pointer at fault; FORBIDDEN when it was awarded to another learner here
 */
export async function importBadge(
  db: Db,
  learnerId: LearnerId,
  document: unknown,
): Promise<Result<BadgeId, 'BADGE_UNREADABLE' | 'FORBIDDEN' | 'BAD_USER_INPUT'>> {
  const stated = readBadge(document, { file: 'input.document', pointer: '' });
  if ('severity' in stated) {
    return fail('BADGE_UNREADABLE', `${stated.place.pointer || 'the document'}: ${stated.message}`, 'input.document');
  }
  if (!(await isTheirs(db, learnerId, stated))) {
    return fail('FORBIDDEN', 'the badge was awarded to somebody else who is known here', 'input.document');
  }
  const [badgeId] = await recordBadges(db, [{ stated, learnerId, sourceRecordId: null }]);
  if (badgeId === undefined) {
    return fail('BAD_USER_INPUT', 'you hold a newer version of this badge', 'input.document');
  }
  await rematchFor(db, learnerId);
  return ok(badgeId);
}

/** A recipient nobody here has may be the learner: whether it is, verification will say. */
async function isTheirs(db: Db, learnerId: LearnerId, { recipients }: BadgeRecord): Promise<boolean> {
  // Whose it is, is looked up among all addresses known here, of which the learner sees only their own.
  const [named] = await asSystem(db, (tx) => findRecipients(tx, [recipients]));
  return named === undefined || named === learnerId;
}
