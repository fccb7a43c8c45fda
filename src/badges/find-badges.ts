import { and, asc, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { BadgeId, LearnerId, SkillId } from '../db/ids.ts';
import { skillClaim } from '../learners/tables.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { BadgeVisibility } from './badge.ts';
import { badge, badgeAlignment, skillEvidence } from './tables.ts';

/** A badge as a reader may know it: what says who holds it is null unless they may know the name. */
export type Badge = Omit<typeof badge.$inferSelect, 'uri' | 'document' | 'jws'> & {
  uri: string | null;
  document: unknown;
};

/** What a reader may see of badges: which of them, and of which also who holds them. */
export interface BadgeView {
  readonly isVisible: SQL;
  readonly isNamed: SQL;
}
export type BadgeAlignment = typeof badgeAlignment.$inferSelect;
export type SkillEvidence = typeof skillEvidence.$inferSelect;

/** Learners' badges that the view lets through, oldest first. */
export function findBadgesOf(db: Db, learnerIds: readonly LearnerId[], view: BadgeView): Promise<Badge[]> {
  return db
    .select(columnsFor(view))
    .from(badge)
    .where(and(inArray(badge.learnerId, [...learnerIds]), view.isVisible))
    .orderBy(asc(badge.id));
}

export function findBadges(db: Db, ids: readonly BadgeId[], view: BadgeView): Promise<Badge[]> {
  return db
    .select(columnsFor(view))
    .from(badge)
    .where(and(inArray(badge.id, [...ids]), view.isVisible));
}

/**
 * A document names its recipient, and its address leads to it; an endorser may name them in words. None of it is read for who
 * may not know the name.
 */
function columnsFor({ isNamed }: BadgeView) {
  const { jws: _, ...columns } = getTableColumns(badge);
  return {
    ...columns,
    endorsements: sql<Badge['endorsements']>`case when ${isNamed} then ${badge.endorsements} else coalesce(
      (select jsonb_agg(stated - 'comment') from jsonb_array_elements(${badge.endorsements}) as stated), '[]') end`,
    uri: sql<string | null>`case when ${isNamed} then ${badge.uri} end`,
    document: sql<unknown>`case when ${isNamed} then ${badge.document} end`,
  };
}

export function findAlignmentsOf(db: Db, ids: readonly BadgeId[]): Promise<BadgeAlignment[]> {
  return db
    .select()
    .from(badgeAlignment)
    .where(inArray(badgeAlignment.badgeId, [...ids]))
    .orderBy(asc(badgeAlignment.position));
}

/** Pieces of learners' skill evidence that the predicate lets through, by skill. */
export function findEvidenceOf(db: Db, learnerIds: readonly LearnerId[], visible: SQL): Promise<SkillEvidence[]> {
  return db
    .select()
    .from(skillEvidence)
    .where(and(inArray(skillEvidence.learnerId, [...learnerIds]), visible))
    .orderBy(asc(skillEvidence.skillId), asc(skillEvidence.id));
}

/** The learner's choice of who may see a badge; it acts on the next statement. */
export async function setBadgeVisibility(
  db: Db,
  learnerId: LearnerId,
  badgeId: BadgeId,
  visibility: BadgeVisibility,
): Promise<Result<BadgeId, 'NOT_FOUND'>> {
  const [row] = await db
    .update(badge)
    .set({ visibility })
    .where(and(eq(badge.learnerId, learnerId), eq(badge.id, badgeId)))
    .returning({ id: badge.id });
  return row ? ok(row.id) : fail('NOT_FOUND', 'you hold no badge with that id', 'input.badgeId');
}

/** Writes the learner's own word that they have skills: the weakest rung of the evidence ladder. */
export async function claimSkills(db: Db, learnerId: LearnerId, skillIds: readonly SkillId[]): Promise<void> {
  if (skillIds.length === 0) return;
  await db
    .insert(skillClaim)
    .values(skillIds.map((skillId) => ({ learnerId, skillId })))
    .onConflictDoNothing();
  await db
    .insert(skillEvidence)
    .values(
      skillIds.map((skillId) => ({
        ...{ learnerId, skillId, badgeId: null },
        rung: 'SELF_CLAIMED' as const,
        validFrom: new Date(),
        path: { rule: 'SELF_CLAIMED' },
      })),
    )
    .onConflictDoNothing();
}
