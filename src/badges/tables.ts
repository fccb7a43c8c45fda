import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { credential, linkMethod } from '../credentials/tables.ts';
import { bytes, createdAt, identity, instant, json, reference } from '../db/columns.ts';
import type { BadgeBundleId, BadgeId, CredentialId, LearnerId, LevelId, SkillId, SourceRecordId } from '../db/ids.ts';
import { learner } from '../learners/tables.ts';
import { sourceRecord } from '../provenance/tables.ts';
import { level, skill } from '../skills/tables.ts';
import {
  ALIGNMENT_KINDS,
  BADGE_FORMATS,
  BADGE_VISIBILITIES,
  type BundleMember,
  CHECK_RESULTS,
  EVIDENCE_RUNGS,
  type EvidencePath,
  type NamedAchievement,
  type StatedEndorsement,
  type StatedResult,
  VERIFICATION_STATES,
} from './badge.ts';

export const badgeFormat = pgEnum('badge_format', BADGE_FORMATS);
export const verificationState = pgEnum('verification_state', VERIFICATION_STATES);
export const checkResult = pgEnum('check_result', CHECK_RESULTS);
export const badgeVisibility = pgEnum('badge_visibility', BADGE_VISIBILITIES);
export const alignmentKind = pgEnum('alignment_kind', ALIGNMENT_KINDS);
export const evidenceRung = pgEnum('evidence_rung', EVIDENCE_RUNGS);

/** An award a learner holds, exactly as received. Identity is (issuer, id); a newer one replaces it (Open Badges 3.0, Credential equality). */
export const badge = pgTable(
  'badge',
  {
    learnerId: reference<LearnerId>()
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    id: identity<BadgeId>(),
    format: badgeFormat().notNull(),
    issuerUri: text().notNull(),
    issuerName: text(),
    uri: text().notNull(),
    name: text().notNull(),
    description: text(),
    /** The definition it was awarded under, when the catalogue has it. */
    credentialId: reference<CredentialId>().references(() => credential.id, { onDelete: 'set null' }),
    achievementUri: text(),
    issuedAt: instant(),
    expiresAt: instant(),
    verification: verificationState().notNull().default('UNVERIFIED'),
    /** When its issuer took it back, as far as the checks learned; null while REVOKED says only that. */
    revokedAt: instant(),
    /** When the checks last looked; null until they did. */
    checkedAt: instant(),
    /** When they are to look again: an answer they rest on is then too old, or a date of the badge has passed. */
    recheckAt: instant(),
    /** False while its results say Failed, Enrolled, InProgress, OnHold or Withdrew: then it shows nothing. */
    isAchieved: boolean().notNull().default(true),
    visibility: badgeVisibility().notNull().default('BY_GRANT'),
    /** In the order of the document. */
    results: json<readonly StatedResult[]>().notNull().default([]),
    endorsements: json<readonly StatedEndorsement[]>().notNull().default([]),
    /** The learner's work as an ISO 8601 duration. */
    workload: text(),
    credits: real(),
    creditFramework: text(),
    /** 1 to 8, of the European Qualifications Framework. */
    eqfLevel: integer(),
    /** Who awarded it, where that is not its issuer. */
    awardingBody: text(),
    document: json<unknown>().notNull(),
    /** The compact JWS the document came in, whose signature is over these very bytes; null when it came as JSON. */
    jws: text(),
    sourceRecordId: reference<SourceRecordId>().references(() => sourceRecord.id),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.id] }),
    uniqueIndex('badge_identity').on(t.learnerId, t.issuerUri, t.uri),
    index('badge_id').on(t.id),
    index('badge_credential').on(t.credentialId),
    index('badge_recheck').on(t.recheckAt).where(sql`${t.recheckAt} is not null`),
  ],
);

/** A badge's bytes as they were handed in, which its parsed document cannot give back: spaces, a signature around it, an image. */
export const badgeOriginal = pgTable(
  'badge_original',
  {
    learnerId: reference<LearnerId>().notNull(),
    badgeId: reference<BadgeId>().notNull(),
    /** What the bytes turned out to be: a packaging of `formats/badge-packaging`. */
    packaging: text().notNull(),
    /** NONE, PNG or SVG: what the badge was baked into. */
    container: text().notNull(),
    bytes: bytes().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.badgeId] }),
    foreignKey({ columns: [t.learnerId, t.badgeId], foreignColumns: [badge.learnerId, badge.id] }).onDelete('cascade'),
  ],
);

/** One named check of a badge, as of a moment, with a reason a person understands. */
export const badgeCheck = pgTable(
  'badge_check',
  {
    learnerId: reference<LearnerId>().notNull(),
    badgeId: reference<BadgeId>().notNull(),
    /** Where it stands among the badge's checks. */
    position: integer().notNull(),
    name: text().notNull(),
    result: checkResult().notNull(),
    reason: text().notNull(),
    checkedAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.badgeId, t.name] }),
    foreignKey({ columns: [t.learnerId, t.badgeId], foreignColumns: [badge.learnerId, badge.id] }).onDelete('cascade'),
  ],
);

/** One alignment of a badge: what kind of thing it points at, which rule decided so, and the skill it was linked to. */
export const badgeAlignment = pgTable(
  'badge_alignment',
  {
    learnerId: reference<LearnerId>().notNull(),
    badgeId: reference<BadgeId>().notNull(),
    position: integer().notNull(),
    kind: alignmentKind().notNull(),
    /** Name of the rule that decided `kind`. */
    rule: text().notNull(),
    targetName: text(),
    targetUrl: text(),
    targetCode: text(),
    targetFramework: text(),
    targetDescription: text(),
    /** JSON Pointer to it in the document. */
    pointer: text(),
    /** The level reached, in the issuer's words, where a result about it says one. */
    level: text(),
    /** The same on a scale that is loaded, where its address names one. */
    levelId: reference<LevelId>().references(() => level.id),
    skillId: reference<SkillId>().references(() => skill.id, { onDelete: 'set null' }),
    how: linkMethod().notNull().default('UNRESOLVED'),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.badgeId, t.position] }),
    foreignKey({ columns: [t.learnerId, t.badgeId], foreignColumns: [badge.learnerId, badge.id] }).onDelete('cascade'),
    index('badge_alignment_by_url').on(t.targetUrl),
  ],
);

/**
 * Several badges that came in one document, kept with what ties them. Its badges are badges of their own. Source:
 * Comprehensive Learner Record 2.0.
 */
export const badgeBundle = pgTable(
  'badge_bundle',
  {
    learnerId: reference<LearnerId>()
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    id: identity<BadgeBundleId>(),
    issuerUri: text().notNull(),
    issuerName: text(),
    uri: text().notNull(),
    name: text(),
    /** Whether it says that it is not the whole record; either way, what it leaves out is no evidence of absence. */
    isPartial: boolean().notNull(),
    issuedAt: instant(),
    /** Its badges by issuer and id, in its order, held here or not. */
    members: json<readonly BundleMember[]>().notNull(),
    /** Definitions it names beside its badges. */
    achievements: json<readonly NamedAchievement[]>().notNull().default([]),
    document: json<unknown>().notNull(),
    jws: text(),
    sourceRecordId: reference<SourceRecordId>().references(() => sourceRecord.id),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.id] }),
    uniqueIndex('badge_bundle_identity').on(t.learnerId, t.issuerUri, t.uri),
  ],
);

/** One tie a bundle states between badges or achievements, which may be nowhere. Source: CLR 2.0, Association. */
export const badgeAssociation = pgTable(
  'badge_association',
  {
    learnerId: reference<LearnerId>().notNull(),
    bundleId: reference<BadgeBundleId>().notNull(),
    position: integer().notNull(),
    /** `isPartOf`, `isParentOf`, `precedes` …, as stated. */
    kind: text().notNull(),
    sourceUri: text().notNull(),
    targetUri: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.bundleId, t.position] }),
    foreignKey({
      columns: [t.learnerId, t.bundleId],
      foreignColumns: [badgeBundle.learnerId, badgeBundle.id],
    }).onDelete('cascade'),
  ],
);

/** Why we think a learner has a skill: the rung it stands on, the badge or claim behind it, and until when it holds. */
export const skillEvidence = pgTable(
  'skill_evidence',
  {
    learnerId: reference<LearnerId>()
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    id: identity(),
    skillId: reference<SkillId>()
      .notNull()
      .references(() => skill.id, { onDelete: 'cascade' }),
    rung: evidenceRung().notNull(),
    /** The level reached, as stated. */
    level: text(),
    levelId: reference<LevelId>().references(() => level.id),
    /** Null when it rests on the learner's own claim. */
    badgeId: reference<BadgeId>(),
    validFrom: instant(),
    expiresAt: instant(),
    revokedAt: instant(),
    path: json<EvidencePath>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.id] }),
    foreignKey({ columns: [t.learnerId, t.badgeId], foreignColumns: [badge.learnerId, badge.id] }).onDelete('cascade'),
    // One row a skill and badge, and one a skill for the learner's own claim (badge null).
    unique('skill_evidence_identity').on(t.learnerId, t.skillId, t.badgeId).nullsNotDistinct(),
    index('skill_evidence_by_skill').on(t.skillId, t.learnerId),
  ],
);
