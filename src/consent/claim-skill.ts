import { and, asc, eq, isNull } from 'drizzle-orm';
import { skillEvidence } from '../badges/tables.ts';
import type { Db } from '../db/client.ts';
import type { LearnerId, LevelId, SkillId } from '../db/ids.ts';
import { skillClaim } from '../learners/tables.ts';
import { fail, ok, type Result } from '../problem.ts';
import { checkLevel, checkSkill } from '../skills/index.ts';

export type SkillClaim = typeof skillClaim.$inferSelect;

/** What a learner says of themselves. */
export interface ClaimToMake {
  readonly skillId: SkillId;
  readonly levelId: LevelId | null;
  readonly note: string | null;
}

const NOTE_AT_MOST = 2_000;

/**
 * Records a learner's own word that they have a skill, and how well; claimed again, it says what it said last. A heading of a
 * framework is held by nobody. Run it in a transaction.
 */
export async function claimSkill(
  db: Db,
  learnerId: LearnerId,
  { skillId, levelId, note }: ClaimToMake,
): Promise<Result<LearnerId, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const checked = await checkSkill(db, skillId, 'input.skillId');
  if (!checked.ok) return checked;
  const level = levelId === null ? ok(null) : await checkLevel(db, levelId, 'input.levelId');
  if (!level.ok) return level;
  if ((note?.length ?? 0) > NOTE_AT_MOST) {
    return fail('BAD_USER_INPUT', `note is longer than ${NOTE_AT_MOST} characters; shorten it`, 'input.note');
  }
  await db
    .insert(skillClaim)
    .values({ learnerId, skillId, levelId, note })
    .onConflictDoUpdate({ target: [skillClaim.learnerId, skillClaim.skillId], set: { levelId, note } });
  await db
    .insert(skillEvidence)
    .values({
      ...{ learnerId, skillId, levelId, badgeId: null, rung: 'SELF_CLAIMED', validFrom: new Date() },
      path: { rule: 'SELF_CLAIMED' },
    })
    .onConflictDoUpdate({
      target: [skillEvidence.learnerId, skillEvidence.skillId, skillEvidence.badgeId],
      set: { levelId },
      // Prior learning that was recognised says more, and stays.
      setWhere: eq(skillEvidence.rung, 'SELF_CLAIMED'),
    });
  return ok(learnerId);
}

/** Takes a claim back, and what rested on it; taking back what is not claimed changes nothing. */
export async function withdrawClaim(db: Db, learnerId: LearnerId, skillId: SkillId): Promise<Result<LearnerId>> {
  await db.delete(skillClaim).where(and(eq(skillClaim.learnerId, learnerId), eq(skillClaim.skillId, skillId)));
  await db
    .delete(skillEvidence)
    .where(
      and(
        ...[eq(skillEvidence.learnerId, learnerId), eq(skillEvidence.skillId, skillId)],
        ...[isNull(skillEvidence.badgeId), eq(skillEvidence.rung, 'SELF_CLAIMED')],
      ),
    );
  return ok(learnerId);
}

/** What a learner says they can, in the order of its skills. */
export function findClaims(db: Db, learnerId: LearnerId): Promise<SkillClaim[]> {
  return db.select().from(skillClaim).where(eq(skillClaim.learnerId, learnerId)).orderBy(asc(skillClaim.skillId));
}
