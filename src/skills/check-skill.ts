import { eq } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { SkillId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { skill } from './tables.ts';

/** A skill somebody can have: one that is there, and no heading of its framework. */
export async function checkSkill(
  db: Db,
  id: SkillId,
  field: string,
): Promise<Result<SkillId, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const [found] = await db.select({ kind: skill.kind }).from(skill).where(eq(skill.id, id));
  if (!found) return fail('NOT_FOUND', 'there is no skill with that id', field);
  if (found.kind !== 'GROUP') return ok(id);
  return fail('BAD_USER_INPUT', 'that is a heading of its framework; name a skill under it', field);
}
