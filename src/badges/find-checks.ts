import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { BadgeId } from '../db/ids.ts';
import type { BadgeView } from './find-badges.ts';
import { badge, badgeCheck } from './tables.ts';

/** A check of a badge as a reader may know it: its reason may quote the document, and is null unless they may know the name. */
export interface BadgeCheck {
  readonly badgeId: BadgeId;
  readonly name: string;
  readonly result: string;
  readonly reason: string | null;
}

/** What the checks of badges found, in their order. */
export function findChecksOf(
  db: Db,
  ids: readonly BadgeId[],
  { isVisible, isNamed }: BadgeView,
): Promise<BadgeCheck[]> {
  return db
    .select({
      badgeId: badgeCheck.badgeId,
      name: badgeCheck.name,
      result: badgeCheck.result,
      reason: sql<string | null>`case when ${isNamed} then ${badgeCheck.reason} end`,
    })
    .from(badgeCheck)
    .innerJoin(badge, and(eq(badge.learnerId, badgeCheck.learnerId), eq(badge.id, badgeCheck.badgeId)))
    .where(and(inArray(badgeCheck.badgeId, [...ids]), isVisible))
    .orderBy(asc(badgeCheck.badgeId), asc(badgeCheck.position));
}
