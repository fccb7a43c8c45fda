import { and, desc, eq, getTableColumns, inArray, lt, ne } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LearnerId, OrganizationId, PriorLearningClaimId, PriorLearningDocumentId, SkillId } from '../db/ids.ts';
import { priorLearningClaim, priorLearningDocument, priorLearningSkill } from './tables.ts';

export type PriorLearningClaim = typeof priorLearningClaim.$inferSelect;
const { content: _, ...described } = getTableColumns(priorLearningDocument);
/** A document without its content. */
export type PriorLearningDocument = Omit<typeof priorLearningDocument.$inferSelect, 'content'>;

/** A learner's claims to prior learning, newest first. */
export function findPriorLearningOf(db: Db, learnerId: LearnerId): Promise<PriorLearningClaim[]> {
  return db
    .select()
    .from(priorLearningClaim)
    .where(eq(priorLearningClaim.learnerId, learnerId))
    .orderBy(desc(priorLearningClaim.id));
}

/** What was put to a provider, newest first: no drafts. */
export function findPriorLearningFor(
  db: Db,
  providerId: OrganizationId,
  { first, after }: { readonly first: number; readonly after: PriorLearningClaimId | null },
): Promise<PriorLearningClaim[]> {
  return db
    .select()
    .from(priorLearningClaim)
    .where(
      and(
        ...[eq(priorLearningClaim.providerId, providerId), ne(priorLearningClaim.state, 'DRAFT')],
        after === null ? undefined : lt(priorLearningClaim.id, after),
      ),
    )
    .orderBy(desc(priorLearningClaim.id))
    .limit(first);
}

/** One claim, for its learner or for the provider it was put to; null for anybody else. */
export async function findPriorLearning(
  db: Db,
  id: PriorLearningClaimId,
  who: { readonly learnerId: LearnerId } | { readonly providerId: OrganizationId },
): Promise<PriorLearningClaim | null> {
  const theirs =
    'learnerId' in who
      ? eq(priorLearningClaim.learnerId, who.learnerId)
      : and(eq(priorLearningClaim.providerId, who.providerId), ne(priorLearningClaim.state, 'DRAFT'));
  const [row] = await db
    .select()
    .from(priorLearningClaim)
    .where(and(eq(priorLearningClaim.id, id), theirs));
  return row ?? null;
}

/** Skills of claims the caller may see. */
export function findPriorLearningSkills(
  db: Db,
  ids: readonly PriorLearningClaimId[],
): Promise<{ claimId: PriorLearningClaimId; skillId: SkillId }[]> {
  return db
    .select({ claimId: priorLearningSkill.claimId, skillId: priorLearningSkill.skillId })
    .from(priorLearningSkill)
    .where(inArray(priorLearningSkill.claimId, [...ids]))
    .orderBy(priorLearningSkill.skillId);
}

/** Documents of claims the caller may see, in the order they came, without their content. */
export function findPriorLearningDocuments(
  db: Db,
  ids: readonly PriorLearningClaimId[],
): Promise<PriorLearningDocument[]> {
  return db
    .select(described)
    .from(priorLearningDocument)
    .where(inArray(priorLearningDocument.claimId, [...ids]))
    .orderBy(priorLearningDocument.id);
}

/** One document with its content, whosever it is: who may have it is asked of its claim. */
export async function findDocument(
  db: Db,
  id: PriorLearningDocumentId,
): Promise<typeof priorLearningDocument.$inferSelect | null> {
  const [row] = await db.select().from(priorLearningDocument).where(eq(priorLearningDocument.id, id));
  return row ?? null;
}
