import { and, inArray, sql } from 'drizzle-orm';
import {
  type BadgeView,
  findAlignmentsOf,
  findAssociationsOf,
  findBadges,
  findBadgesOf,
  findChecksOf,
  findEvidenceOf,
} from '../badges/index.ts';
import { badge, skillEvidence } from '../badges/tables.ts';
import type { BadgeBundleId, BadgeId, ConsentGrantId, LearnerId } from '../db/ids.ts';
import { groupedInOrder, inOrder, loader } from '../graphql/loader.ts';
import { learner } from '../learners/tables.ts';
import { asViewer } from './as-seen-by.ts';
import type { AccessKind } from './consent.ts';
import { findGrantBadges, findGrantsByIds } from './grant-consent.ts';
import { keepLooking, type Looking } from './look-with.ts';
import { noteAccess } from './note-access.ts';
import { seesEvidence, seesLearner, seesName } from './reader.ts';
import { readerIn } from './reader-of.ts';

/** `loader` of what is learners': PostgreSQL, too, looks with the viewer's eyes, or with those it was told to look with. */
function seenLoader<K, V>(read: (context: Looking, keys: readonly K[]) => Promise<readonly V[]>) {
  return loader<K, V>(async (context, keys) =>
    keepLooking(context, await asViewer(context, (db) => read({ ...context, db }, keys))),
  );
}

/** Rows of others' that were read, for their access logs, and the rows again. */
function noted<R>(context: Looking, kind: AccessKind, rows: R[], ownerOf: (row: R) => LearnerId): R[] {
  noteAccess(context, kind, [...new Set(rows.map(ownerOf))]);
  return rows;
}

/** A learner as the viewer may know them; null when they show the viewer nothing. */
export const learnerById = seenLoader(async (context, ids: readonly LearnerId[]) => {
  const { db } = context;
  const reader = readerIn(context);
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
  return inOrder(
    ids,
    noted(context, 'PROFILE', rows, ({ id }) => id),
    ({ id }) => id,
  );
});

export interface VisibleLearner {
  readonly id: LearnerId;
  readonly pseudonym: string;
  readonly displayName: string | null;
  readonly language: string;
  readonly region: string | null;
}

/** Which badges the viewer may see, and of which also who holds them. */
function badgeViewOf(context: Looking): BadgeView {
  const reader = readerIn(context);
  return {
    isVisible: seesEvidence(reader, sql`${badge.learnerId}`, sql`${badge.id}`),
    isNamed: seesName(reader, sql`${badge.learnerId}`),
  };
}

/** Badges the viewer may see, by learner. */
export const badgesOfLearner = seenLoader(async (context, ids: readonly LearnerId[]) => {
  const rows = await findBadgesOf(context.db, ids, badgeViewOf(context));
  return groupedInOrder(ids, noted(context, 'BADGES', rows, ownerOf), ownerOf);
});

export const badgeById = seenLoader(async (context, ids: readonly BadgeId[]) => {
  const rows = await findBadges(context.db, ids, badgeViewOf(context));
  return inOrder(ids, noted(context, 'BADGES', rows, ownerOf), ({ id }) => id);
});

/** Skill evidence the viewer may see, by learner. */
export const evidenceOfLearner = seenLoader(async (context, ids: readonly LearnerId[]) => {
  const visible = seesEvidence(readerIn(context), sql`${skillEvidence.learnerId}`, sql`${skillEvidence.badgeId}`);
  const rows = await findEvidenceOf(context.db, ids, visible);
  return groupedInOrder(ids, noted(context, 'SKILLS', rows, ownerOf), ownerOf);
});

const ownerOf = ({ learnerId }: { readonly learnerId: LearnerId }) => learnerId;

export const alignmentsOfBadge = seenLoader(async ({ db }, ids: readonly BadgeId[]) =>
  groupedInOrder(ids, await findAlignmentsOf(db, ids), ({ badgeId }) => badgeId),
);

/** Grants of the asking learner. */
export const grantById = seenLoader(async (context, ids: readonly ConsentGrantId[]) => {
  const reader = readerIn(context);
  const rows = reader.kind === 'LEARNER' ? await findGrantsByIds(context.db, reader.learnerId, ids) : [];
  return inOrder(ids, rows, ({ id }) => id);
});

export const checksOfBadge = seenLoader(async (context, ids: readonly BadgeId[]) =>
  groupedInOrder(ids, await findChecksOf(context.db, ids, badgeViewOf(context)), ({ badgeId }) => badgeId),
);

export const associationsOfBundle = seenLoader(async ({ db }, ids: readonly BadgeBundleId[]) =>
  groupedInOrder(ids, await findAssociationsOf(db, ids), ({ bundleId }) => bundleId),
);

export const badgesOfGrant = seenLoader(async ({ db }, ids: readonly ConsentGrantId[]) =>
  groupedInOrder(ids, await findGrantBadges(db, ids), ({ grantId }) => grantId),
);
