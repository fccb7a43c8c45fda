import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { skillEvidence } from '../badges/tables.ts';
import type { Db } from '../db/client.ts';
import type { LearnerId, OrganizationId, PriorLearningClaimId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { OPEN_TO_DECISION, PRIOR_LEARNING_LIMITS, type PriorLearningDecision } from './prior-learning.ts';
import { priorLearningClaim, priorLearningSkill, skillClaim } from './tables.ts';

/** A claim with what a provider makes of it. */
export interface DecisionToRecord {
  readonly id: PriorLearningClaimId;
  readonly decision: PriorLearningDecision;
  readonly reason: string | null;
}

/**
 * Records what a provider makes of a claim put to it. Recognised, it is that provider's word for each skill of the claim: the
 * rung ENDORSED of the evidence ladder, which has none of its own for prior learning. Run it in a transaction, as the system.
 *
 * @returns whose claim it was
 */
export async function decidePriorLearning(
  db: Db,
  providerId: OrganizationId,
  { id, decision, reason }: DecisionToRecord,
): Promise<Result<{ id: PriorLearningClaimId; learnerId: LearnerId }, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const stated = reason?.trim() ?? '';
  if (decision !== 'UNDER_REVIEW' && stated === '') {
    return fail('BAD_USER_INPUT', 'reason is empty; tell the learner why', 'input.reason');
  }
  if (stated.length > PRIOR_LEARNING_LIMITS.reason) {
    const message = `reason is longer than ${PRIOR_LEARNING_LIMITS.reason} characters; shorten it`;
    return fail('BAD_USER_INPUT', message, 'input.reason');
  }
  const isDecided = decision !== 'UNDER_REVIEW';
  const [row] = await db
    .update(priorLearningClaim)
    .set({ state: decision, reason: stated || null, ...(isDecided && { decidedAt: sql`now()` }) })
    .where(
      and(
        ...[eq(priorLearningClaim.id, id), eq(priorLearningClaim.providerId, providerId)],
        inArray(priorLearningClaim.state, [...OPEN_TO_DECISION]),
      ),
    )
    .returning({ id: priorLearningClaim.id, learnerId: priorLearningClaim.learnerId });
  if (!row) return fail('NOT_FOUND', 'no claim with that id waits for your decision', 'input.id');
  if (decision === 'RECOGNISED') await recordRecognition(db, row);
  return ok(row);
}

async function recordRecognition(
  db: Db,
  { id, learnerId }: { id: PriorLearningClaimId; learnerId: LearnerId },
): Promise<void> {
  const skills = await db
    .select({ skillId: priorLearningSkill.skillId })
    .from(priorLearningSkill)
    .where(and(eq(priorLearningSkill.learnerId, learnerId), eq(priorLearningSkill.claimId, id)));
  if (skills.length === 0) return;
  const recognised = { rung: 'ENDORSED', validFrom: new Date(), path: { rule: RECOGNISED_RULE } } as const;
  await db
    .insert(skillEvidence)
    .values(skills.map(({ skillId }) => ({ learnerId, skillId, badgeId: null, ...recognised })))
    // The learner's own claim of the skill gives way: one piece of evidence rests on no badge.
    .onConflictDoUpdate({
      target: [skillEvidence.learnerId, skillEvidence.skillId, skillEvidence.badgeId],
      set: recognised,
    });
}

/** The rule that ties evidence to prior learning. */
const RECOGNISED_RULE = 'PRIOR_LEARNING_RECOGNISED';

/**
 * Takes a claim back with its documents, and what rested on it: a skill that no other recognised claim names falls back to the
 * learner's own claim of it, where there is one. Run it in a transaction.
 */
export async function withdrawPriorLearning(
  db: Db,
  learnerId: LearnerId,
  id: PriorLearningClaimId,
): Promise<Result<PriorLearningClaimId, 'NOT_FOUND'>> {
  const own = and(eq(priorLearningClaim.learnerId, learnerId), eq(priorLearningClaim.id, id));
  const [gone] = await db.delete(priorLearningClaim).where(own).returning({ id: priorLearningClaim.id });
  if (!gone) return fail('NOT_FOUND', 'you made no such claim', 'input.id');
  const isOtherwise = sql`exists (
    select from ${priorLearningSkill} other join ${priorLearningClaim} held
      on held.learner_id = other.learner_id and held.id = other.claim_id
    where other.learner_id = ${learnerId} and other.skill_id = ${skillEvidence.skillId} and held.state = 'RECOGNISED')`;
  const restedOnIt = and(
    ...[eq(skillEvidence.learnerId, learnerId), isNull(skillEvidence.badgeId), eq(skillEvidence.rung, 'ENDORSED')],
    sql`${skillEvidence.path} ->> 'rule' = ${RECOGNISED_RULE} and not ${isOtherwise}`,
  );
  const claimed = sql`exists (select from ${skillClaim} said
    where said.learner_id = ${learnerId} and said.skill_id = ${skillEvidence.skillId})`;
  await db
    .update(skillEvidence)
    .set({ rung: 'SELF_CLAIMED', path: { rule: 'SELF_CLAIMED' } })
    .where(and(restedOnIt, claimed));
  await db.delete(skillEvidence).where(restedOnIt);
  return ok(id);
}
