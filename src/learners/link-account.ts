import { eq, or } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { AccountId, LearnerId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { learner } from './tables.ts';

/**
 * Lets an account sign in as a learner. Both stay with the link they have: a learner's data never changes hands by a
 * second call. Linking the same two again changes nothing. Run it in a transaction.
 */
export async function linkAccount(
  db: Db,
  learnerId: LearnerId,
  accountId: AccountId,
): Promise<Result<LearnerId, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const rows = await db
    .select({ id: learner.id, accountId: learner.accountId })
    .from(learner)
    .where(or(eq(learner.id, learnerId), eq(learner.accountId, accountId)))
    .for('update');
  const wanted = rows.find(({ id }) => id === learnerId);
  if (!wanted) return fail('NOT_FOUND', 'there is no learner with that id', 'learnerId');
  if (wanted.accountId === accountId) return ok(learnerId);
  if (wanted.accountId !== null) {
    return fail('BAD_USER_INPUT', 'somebody signs in as this learner already; unlink them first', 'learnerId');
  }
  if (rows.length > 1) return fail('BAD_USER_INPUT', 'this person signs in as another learner already', 'subject');
  await db.update(learner).set({ accountId }).where(eq(learner.id, learnerId));
  return ok(learnerId);
}

/** Ends a learner's sign-in: the next request with it no longer acts as them. */
export async function unlinkAccount(db: Db, learnerId: LearnerId): Promise<Result<LearnerId, 'NOT_FOUND'>> {
  const [row] = await db
    .update(learner)
    .set({ accountId: null })
    .where(eq(learner.id, learnerId))
    .returning({ id: learner.id });
  return row ? ok(row.id) : fail('NOT_FOUND', 'there is no learner with that id', 'learnerId');
}
