import { and, eq, inArray, sql } from 'drizzle-orm';
import { credential, credentialSkill } from '../credentials/tables.ts';
import type { Db } from '../db/client.ts';
import type { CredentialId, LearnerId, OrganizationId, PriorLearningClaimId, SkillId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { organization } from '../providers/tables.ts';
import { checkSkill } from '../skills/index.ts';
import { PRIOR_LEARNING_LIMITS } from './prior-learning.ts';
import { learner, priorLearningClaim, priorLearningSkill } from './tables.ts';

/** What a learner says they learned elsewhere: toward a credential, whose provider decides, or skills that a provider names. */
export interface PriorLearningToClaim {
  readonly credentialId: CredentialId | null;
  /** Who is to decide; for a credential its provider, and to be left out. */
  readonly providerId: OrganizationId | null;
  /** Left empty for a credential, those it assesses or teaches. */
  readonly skillIds: readonly SkillId[];
  readonly description: string;
}

/** Writes a claim to prior learning as a draft, which nobody but its learner sees. Run it in a transaction. */
export async function claimPriorLearning(
  db: Db,
  learnerId: LearnerId,
  claim: PriorLearningToClaim,
): Promise<Result<PriorLearningClaimId, 'BAD_USER_INPUT' | 'NOT_FOUND'>> {
  const bad = (field: string, message: string) => fail('BAD_USER_INPUT', message, `input.${field}`);
  const { description, credentialId } = claim;
  if (description.trim() === '')
    return bad('description', 'description is empty; say what you learned, where and when');
  if (description.length > PRIOR_LEARNING_LIMITS.description) {
    return bad('description', `description is longer than ${PRIOR_LEARNING_LIMITS.description} characters; shorten it`);
  }
  if ((credentialId === null) === (claim.providerId === null)) {
    return bad('credentialId', 'state the credential, or else the provider who is to decide on the skills');
  }
  const provider = await findProvider(db, claim);
  if (!provider.ok) return provider;
  const skills = await findSkillsOf(db, claim);
  if (!skills.ok) return skills;

  const [row] = await db
    .insert(priorLearningClaim)
    .values({ learnerId, providerId: provider.value, credentialId, description })
    .returning({ id: priorLearningClaim.id });
  if (!row) throw new Error('the claim was not written');
  await db.insert(priorLearningSkill).values(skills.value.map((skillId) => ({ learnerId, claimId: row.id, skillId })));
  return ok(row.id);
}

async function findProvider(
  db: Db,
  { credentialId, providerId }: PriorLearningToClaim,
): Promise<Result<OrganizationId, 'NOT_FOUND'>> {
  if (credentialId !== null) {
    const [row] = await db
      .select({ providerId: credential.providerId })
      .from(credential)
      .where(eq(credential.id, credentialId));
    return row ? ok(row.providerId) : fail('NOT_FOUND', 'there is no credential with that id', 'input.credentialId');
  }
  const isProvider = and(
    eq(organization.id, providerId as OrganizationId),
    sql`'PROVIDER' = any(${organization.roles})`,
  );
  const there = await db.$count(organization, isProvider);
  if (there > 0) return ok(providerId as OrganizationId);
  return fail('NOT_FOUND', 'there is no provider with that id', 'input.providerId');
}

async function findSkillsOf(
  db: Db,
  { credentialId, skillIds }: PriorLearningToClaim,
): Promise<Result<SkillId[], 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const stated = [...new Set(skillIds)];
  if (stated.length > PRIOR_LEARNING_LIMITS.skills) {
    const message = `it names more than ${PRIOR_LEARNING_LIMITS.skills} skills; claim the others apart`;
    return fail('BAD_USER_INPUT', message, 'input.skillIds');
  }
  for (const id of stated) {
    const checked = await checkSkill(db, id, 'input.skillIds');
    if (!checked.ok) return checked;
  }
  if (stated.length > 0) return ok(stated);
  const brought =
    credentialId === null
      ? []
      : await db
          .selectDistinct({ skillId: credentialSkill.skillId })
          .from(credentialSkill)
          .where(
            and(
              eq(credentialSkill.credentialId, credentialId),
              inArray(credentialSkill.relation, ['ASSESSES', 'TEACHES']),
              sql`${credentialSkill.skillId} is not null`,
            ),
          )
          .limit(PRIOR_LEARNING_LIMITS.skills);
  const ids = brought.flatMap(({ skillId }) => (skillId === null ? [] : [skillId]));
  if (ids.length > 0) return ok(ids);
  return fail('BAD_USER_INPUT', 'name the skills you claim', 'input.skillIds');
}

/** Puts a draft to its provider, who learns the learner's name by it. */
export async function submitPriorLearning(
  db: Db,
  learnerId: LearnerId,
  id: PriorLearningClaimId,
): Promise<Result<PriorLearningClaimId, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const own = and(eq(priorLearningClaim.learnerId, learnerId), eq(priorLearningClaim.id, id));
  const [row] = await db.select({ state: priorLearningClaim.state }).from(priorLearningClaim).where(own).for('update');
  if (!row) return fail('NOT_FOUND', 'you made no such claim', 'input.id');
  if (row.state !== 'DRAFT') return fail('BAD_USER_INPUT', 'it was submitted already', 'input.id');
  const name = sql<string>`(select ${learner.displayName} from ${learner} where ${learner.id} = ${learnerId})`;
  await db
    .update(priorLearningClaim)
    .set({ state: 'SUBMITTED', submittedAt: sql`now()`, claimantName: name })
    .where(own);
  return ok(id);
}
