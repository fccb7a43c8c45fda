import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import { badge } from '../badges/tables.ts';
import { createdAt, identity, instant, reference } from '../db/columns.ts';
import type { BadgeId, ConsentGrantId, LearnerAccessId, LearnerId, OrganizationId, ShareLinkId } from '../db/ids.ts';
import { learner } from '../learners/tables.ts';
import { organization } from '../providers/tables.ts';
import { ACCESS_KINDS, ACCESS_READERS, GRANT_AUDIENCES, GRANT_SCOPES } from './consent.ts';

export const grantAudience = pgEnum('grant_audience', GRANT_AUDIENCES);
export const grantScope = pgEnum('grant_scope', GRANT_SCOPES);
export const accessReader = pgEnum('access_reader', ACCESS_READERS);
export const accessKind = pgEnum('access_kind', ACCESS_KINDS);

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

/**
 * That somebody else read a learner's data: a row a day, reader, grant and kind of data, with how often, so that reading much
 * writes little. Its learner reads it and nobody changes it.
 */
export const learnerAccess = pgTable(
  'learner_access',
  {
    learnerId: reference<LearnerId>()
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    id: identity<LearnerAccessId>(),
    /** In UTC. */
    onDay: date().notNull(),
    kind: accessKind().notNull(),
    reader: accessReader().notNull(),
    /** The reader, when it is an organisation. */
    organizationId: reference<OrganizationId>().references(() => organization.id),
    /** The grant that let it in; null for what was public, and for administrators. */
    grantId: reference<ConsentGrantId>(),
    firstAt: instant().notNull(),
    lastAt: instant().notNull(),
    times: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.id] }),
    unique('learner_access_once')
      .on(t.learnerId, t.onDay, t.kind, t.reader, t.organizationId, t.grantId)
      .nullsNotDistinct(),
    foreignKey({
      columns: [t.learnerId, t.grantId],
      foreignColumns: [consentGrant.learnerId, consentGrant.id],
    }).onDelete('cascade'),
  ],
);
