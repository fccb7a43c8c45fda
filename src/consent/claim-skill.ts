import { eq } from 'drizzle-orm';
import { claimSkills } from '../badges/index.ts';
import type { Db } from '../db/client.ts';
import type { LearnerId, SkillId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { skill } from '../skills/tables.ts';

/** Records a learner's own word that they have a skill; a heading of a framework is held by nobody. */
export async function claimSkill(
  db: Db,
  learnerId: LearnerId,
  skillId: SkillId,
): Promise<Result<LearnerId, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const [found] = await db.select({ kind: skill.kind }).from(skill).where(eq(skill.id, skillId));
  if (!found) return fail('NOT_FOUND', 'there is no skill with that id', 'input.skillId');
  if (found.kind === 'GROUP')
    return fail('BAD_USER_INPUT', 'that is a heading of its framework; claim a skill under it', 'input.skillId');
  await claimSkills(db, learnerId, [skillId]);
  return ok(learnerId);
}
