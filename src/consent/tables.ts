import { boolean, foreignKey, index, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { badge } from '../badges/tables.ts';
import { createdAt, identity, instant, reference } from '../db/columns.ts';
import type { BadgeId, ConsentGrantId, LearnerId, OrganizationId, ShareLinkId } from '../db/ids.ts';
import { learner } from '../learners/tables.ts';
import { organization } from '../providers/tables.ts';
import { GRANT_AUDIENCES, GRANT_SCOPES } from './consent.ts';

export const grantAudience = pgEnum('grant_audience', GRANT_AUDIENCES);
export const grantScope = pgEnum('grant_scope', GRANT_SCOPES);

/** A learner's permission: who may see what, for what purpose, until when. Nothing is visible without one. */
export const consentGrant = pgTable(
  'consent_grant',
  {
    learnerId: reference<LearnerId>()
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    id: identity<ConsentGrantId>(),
    audience: grantAudience().notNull(),
    /** The reader, when the audience is one organisation. */
    organizationId: reference<OrganizationId>().references(() => organization.id),
    scope: grantScope().notNull(),
    /** Whether the reader learns who the learner is. */
    showsName: boolean().notNull().default(false),
    purpose: text().notNull(),
    startsAt: createdAt(),
    endsAt: instant().notNull(),
    revokedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.id] }),
    index('consent_grant_by_reader').on(t.organizationId, t.learnerId),
    index('consent_grant_by_audience').on(t.audience, t.learnerId),
  ],
);

/** A badge listed in a grant of scope SOME_BADGES. */
export const consentGrantBadge = pgTable(
  'consent_grant_badge',
  {
    learnerId: reference<LearnerId>().notNull(),
    grantId: reference<ConsentGrantId>().notNull(),
    badgeId: reference<BadgeId>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.grantId, t.badgeId] }),
    foreignKey({
      columns: [t.learnerId, t.grantId],
      foreignColumns: [consentGrant.learnerId, consentGrant.id],
    }).onDelete('cascade'),
    foreignKey({ columns: [t.learnerId, t.badgeId], foreignColumns: [badge.learnerId, badge.id] }).onDelete('cascade'),
  ],
);

/** An unguessable address that shows what its grant shows. Only the token's hash is kept. */
export const shareLink = pgTable(
  'share_link',
  {
    learnerId: reference<LearnerId>().notNull(),
    id: identity<ShareLinkId>(),
    grantId: reference<ConsentGrantId>().notNull(),
    tokenHash: text().notNull().unique(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.id] }),
    foreignKey({
      columns: [t.learnerId, t.grantId],
      foreignColumns: [consentGrant.learnerId, consentGrant.id],
    }).onDelete('cascade'),
  ],
);
