import { asc, eq, inArray } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { BadgeBundleId, LearnerId } from '../db/ids.ts';
import { badgeAssociation, badgeBundle } from './tables.ts';

/** A bundle without its document, which holds badges a reader may not be shown. */
export type BadgeBundle = Omit<typeof badgeBundle.$inferSelect, 'document' | 'jws'>;
export type BadgeAssociation = typeof badgeAssociation.$inferSelect;

/** A learner's bundles, oldest first. */
export function findBundles(db: Db, learnerId: LearnerId): Promise<BadgeBundle[]> {
  return db
    .select({
      learnerId: badgeBundle.learnerId,
      id: badgeBundle.id,
      issuerUri: badgeBundle.issuerUri,
      issuerName: badgeBundle.issuerName,
      uri: badgeBundle.uri,
      name: badgeBundle.name,
      isPartial: badgeBundle.isPartial,
      issuedAt: badgeBundle.issuedAt,
      members: badgeBundle.members,
      achievements: badgeBundle.achievements,
      sourceRecordId: badgeBundle.sourceRecordId,
      createdAt: badgeBundle.createdAt,
      updatedAt: badgeBundle.updatedAt,
    })
    .from(badgeBundle)
    .where(eq(badgeBundle.learnerId, learnerId))
    .orderBy(asc(badgeBundle.id));
}

export function findAssociationsOf(db: Db, ids: readonly BadgeBundleId[]): Promise<BadgeAssociation[]> {
  return db
    .select()
    .from(badgeAssociation)
    .where(inArray(badgeAssociation.bundleId, [...ids]))
    .orderBy(asc(badgeAssociation.position));
}
