import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { account } from '../accounts/tables.ts';
import { credential } from '../credentials/tables.ts';
import { bytes, createdAt, identity, instant, json, reference } from '../db/columns.ts';
import type {
  AccountId,
  CredentialId,
  LearnerId,
  LevelId,
  OrganizationId,
  PriorLearningClaimId,
  PriorLearningDocumentId,
  SkillId,
} from '../db/ids.ts';
import { organization } from '../providers/tables.ts';
import { level, skill } from '../skills/tables.ts';
import { PRIOR_LEARNING_STATES } from './prior-learning.ts';

export const priorLearningState = pgEnum('prior_learning_state', PRIOR_LEARNING_STATES);

/** A person who holds badges. Known to others only through consent; `pseudonym` is what they see until then. */
export const learner = pgTable('learner', {
  id: identity<LearnerId>().primaryKey(),
  /** The portal's or demo's own key, stable across imports. */
  key: text().notNull().unique(),
  /** With whom they sign in; null until that was linked. A person is one learner. */
  accountId: reference<AccountId>()
    .unique()
    .references(() => account.id),
  displayName: text().notNull(),
  pseudonym: text().notNull().unique(),
  language: text().notNull().default('en'),
  region: text(),
  createdAt: createdAt(),
});

/** An address or DID badges are issued to: how an imported badge finds its learner. */
export const learnerIdentity = pgTable(
  'learner_identity',
  {
    learnerId: reference<LearnerId>()
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    type: text().notNull(),
    value: text().notNull(),
    /** When the learner proved to own it; null while only stated. */
    provenAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.learnerId, t.type, t.value] }), uniqueIndex().on(t.type, t.value)],
);

/** The learner's own word that they have a skill; the weakest rung of the evidence ladder. */
export const skillClaim = pgTable(
  'skill_claim',
  {
    learnerId: reference<LearnerId>()
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    skillId: reference<SkillId>()
      .notNull()
      .references(() => skill.id),
    levelId: reference<LevelId>().references(() => level.id),
    note: text(),
    claimedAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.learnerId, t.skillId] }), index().on(t.skillId)],
);

/** What a learner is aiming at. */
export const goal = pgTable(
  'goal',
  {
    learnerId: reference<LearnerId>()
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    id: identity(),
    target: json<{ kind: 'JOB' | 'OCCUPATION' | 'SKILL'; id: number }>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.learnerId, t.id] })],
);

/** A learner's claim that they learned elsewhere what a credential or skills stand for, put to the provider who may say so. */
export const priorLearningClaim = pgTable(
  'prior_learning_claim',
  {
    learnerId: reference<LearnerId>()
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    id: identity<PriorLearningClaimId>(),
    providerId: reference<OrganizationId>()
      .notNull()
      .references(() => organization.id),
    /** The credential it is toward; null when it is toward skills alone. */
    credentialId: reference<CredentialId>().references(() => credential.id, { onDelete: 'set null' }),
    description: text().notNull(),
    state: priorLearningState().notNull().default('DRAFT'),
    /** Name its learner told the provider by submitting; null before. */
    claimantName: text(),
    /** The provider's reason; null until they decided. */
    reason: text(),
    submittedAt: instant(),
    decidedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.id] }),
    uniqueIndex('prior_learning_claim_id').on(t.id),
    index('prior_learning_claim_of_provider').on(t.providerId, t.id),
  ],
);

/** A skill a claim to prior learning is about. */
export const priorLearningSkill = pgTable(
  'prior_learning_skill',
  {
    learnerId: reference<LearnerId>().notNull(),
    claimId: reference<PriorLearningClaimId>().notNull(),
    skillId: reference<SkillId>()
      .notNull()
      .references(() => skill.id, { onDelete: 'cascade' }),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.claimId, t.skillId] }),
    foreignKey({
      columns: [t.learnerId, t.claimId],
      foreignColumns: [priorLearningClaim.learnerId, priorLearningClaim.id],
    }).onDelete('cascade'),
  ],
);

/** A document handed in with a claim to prior learning; its type is what its content says, not its name. */
export const priorLearningDocument = pgTable(
  'prior_learning_document',
  {
    learnerId: reference<LearnerId>().notNull(),
    id: identity<PriorLearningDocumentId>(),
    claimId: reference<PriorLearningClaimId>().notNull(),
    name: text().notNull(),
    mediaType: text().notNull(),
    content: bytes().notNull(),
    /** Bytes of the content. */
    size: integer().notNull(),
    /** Of the content, hexadecimal. */
    sha256: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.id] }),
    uniqueIndex('prior_learning_document_id').on(t.id),
    index('prior_learning_document_of_claim').on(t.learnerId, t.claimId),
    foreignKey({
      columns: [t.learnerId, t.claimId],
      foreignColumns: [priorLearningClaim.learnerId, priorLearningClaim.id],
    }).onDelete('cascade'),
  ],
);

/**
 * That somebody was erased: a keyed hash of each name they were known by (`hashErased`), so that a later registration does not
 * bring them back unasked. It says neither who they were nor that two rows are of one person.
 */
export const erasedLearner = pgTable('erased_learner', {
  hash: text().primaryKey(),
  erasedAt: createdAt(),
});

/** The key of those hashes, made by the installation for itself: one row. */
export const erasureSecret = pgTable('erasure_secret', {
  isOnly: boolean().primaryKey().default(true),
  secret: text().notNull().default(sql`gen_random_uuid()::text || gen_random_uuid()::text`),
});
