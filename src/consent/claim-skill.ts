import { claimSkills } from '../badges/index.ts';
import type { Db } from '../db/client.ts';
import type { LearnerId, SkillId } from '../db/ids.ts';
import { ok, type Result } from '../problem.ts';
import { checkSkill } from '../skills/index.ts';

/** Records a learner's own word that they have a skill; a heading of a framework is held by nobody. */
export async function claimSkill(
  db: Db,
  learnerId: LearnerId,
  skillId: SkillId,
): Promise<Result<LearnerId, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const checked = await checkSkill(db, skillId, 'input.skillId');
  if (!checked.ok) return checked;
  await claimSkills(db, learnerId, [skillId]);
  return ok(learnerId);
}
