import { and, inArray, sql } from 'drizzle-orm';
import type { Viewer } from '../accounts/index.ts';
import { type BadgeView, findAlignmentsOf, findBadges, findBadgesOf, findEvidenceOf } from '../badges/index.ts';
import { badge, skillEvidence } from '../badges/tables.ts';
import type { BadgeId, ConsentGrantId, LearnerId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { groupedInOrder, inOrder, loader } from '../graphql/loader.ts';
import { learner } from '../learners/tables.ts';
import { asViewer } from './as-seen-by.ts';
import { findGrantBadges } from './grant-consent.ts';
import { seesEvidence, seesLearner, seesName } from './reader.ts';
import { readerOf } from './reader-of.ts';

/** `loader` of what is learners': PostgreSQL, too, looks with the viewer's eyes. */
function seenLoader<K, V>(read: (context: Context, keys: readonly K[]) => Promise<readonly V[]>) {
  return loader<K, V>((context, keys) => asViewer(context, (db) => read({ ...context, db }, keys)));
}

/** A learner as the viewer may know them; null when they show the viewer nothing. */
export const learnerById = seenLoader(async ({ db, viewer }, ids: readonly LearnerId[]) => {
  const reader = readerOf(viewer);
  const rows = await db
    .select({
      id: learner.id,
      pseudonym: learner.pseudonym,
      language: learner.language,
      region: learner.region,
      // The name is chosen in the statement: what may not be shown is never read.
      displayName: sql<
        string | null
      >`case when ${seesName(reader, sql`${learner.id}`)} then ${learner.displayName} end`,
    })
    .from(learner)
    .where(and(inArray(learner.id, [...ids]), seesLearner(reader, sql`${learner.id}`)));
  return inOrder(ids, rows, ({ id }) => id);
});

export interface VisibleLearner {
  readonly id: LearnerId;
  readonly pseudonym: string;
  readonly displayName: string | null;
  readonly language: string;
  readonly region: string | null;
}

/** Which badges the viewer may see, and of which also who holds them. */
function badgeViewOf(viewer: Viewer): BadgeView {
  const reader = readerOf(viewer);
  return {
    isVisible: seesEvidence(reader, sql`${badge.learnerId}`, sql`${badge.id}`),
    isNamed: seesName(reader, sql`${badge.learnerId}`),
  };
}

/** Badges the viewer may see, by learner. */
export const badgesOfLearner = seenLoader(async ({ db, viewer }, ids: readonly LearnerId[]) =>
  groupedInOrder(ids, await findBadgesOf(db, ids, badgeViewOf(viewer)), ({ learnerId }) => learnerId),
);

export const badgeById = seenLoader(async ({ db, viewer }, ids: readonly BadgeId[]) =>
  inOrder(ids, await findBadges(db, ids, badgeViewOf(viewer)), ({ id }) => id),
);

/** Skill evidence the viewer may see, by learner. */
export const evidenceOfLearner = seenLoader(async ({ db, viewer }, ids: readonly LearnerId[]) => {
  const visible = seesEvidence(readerOf(viewer), sql`${skillEvidence.learnerId}`, sql`${skillEvidence.badgeId}`);
  return groupedInOrder(ids, await findEvidenceOf(db, ids, visible), ({ learnerId }) => learnerId);
});

export const alignmentsOfBadge = seenLoader(async ({ db }, ids: readonly BadgeId[]) =>
  groupedInOrder(ids, await findAlignmentsOf(db, ids), ({ badgeId }) => badgeId),
);

export const badgesOfGrant = seenLoader(async ({ db }, ids: readonly ConsentGrantId[]) =>
  groupedInOrder(ids, await findGrantBadges(db, ids), ({ grantId }) => grantId),
);
