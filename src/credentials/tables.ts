import {
  date,
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
import { createdAt, identity, instant, json, type LocalizedText, reference } from '../db/columns.ts';
import type { CredentialId, LevelId, OrganizationId, SkillId, SourceRecordId } from '../db/ids.ts';
import { sourceRecord } from '../provenance/tables.ts';
import { organization } from '../providers/tables.ts';
import { level, skill } from '../skills/tables.ts';
import {
  ASSESSMENT_METHODS,
  CREDENTIAL_RELATIONS,
  CREDENTIAL_SKILL_RELATIONS,
  CREDENTIAL_STATUS,
  CREDENTIAL_TYPES,
  CREDIT_STATUS,
  DELIVERY_MODES,
  ENDORSEMENT_FACTS,
  FUNDING_STATUS,
  LEARNING_FORMATS,
  LINK_METHODS,
  PRIOR_LEARNING_METHODS,
  STACK_MODES,
  TRANSCRIPTABLE,
  TRISTATE,
} from './credential.ts';

export const credentialType = pgEnum('credential_type', CREDENTIAL_TYPES);
export const deliveryMode = pgEnum('delivery_mode', DELIVERY_MODES);
export const learningFormat = pgEnum('learning_format', LEARNING_FORMATS);
export const assessmentMethod = pgEnum('assessment_method', ASSESSMENT_METHODS);
export const tristate = pgEnum('tristate', TRISTATE);
export const transcriptable = pgEnum('transcriptable', TRANSCRIPTABLE);
export const creditStatus = pgEnum('credit_status', CREDIT_STATUS);
export const stackMode = pgEnum('stack_mode', STACK_MODES);
export const credentialStatus = pgEnum('credential_status', CREDENTIAL_STATUS);
export const credentialSkillRelation = pgEnum('credential_skill_relation', CREDENTIAL_SKILL_RELATIONS);
export const linkMethod = pgEnum('link_method', LINK_METHODS);
export const credentialRelationKind = pgEnum('credential_relation_kind', CREDENTIAL_RELATIONS);
export const endorsementFact = pgEnum('endorsement_fact', ENDORSEMENT_FACTS);
export const priorLearningMethod = pgEnum('prior_learning_method', PRIOR_LEARNING_METHODS);
export const fundingStatus = pgEnum('funding_status', FUNDING_STATUS);

/** A definition a provider awards; the award itself is a badge. Null means the source does not say. */
export const credential = pgTable(
  'credential',
  {
    id: identity<CredentialId>().primaryKey(),
    providerId: reference<OrganizationId>()
      .notNull()
      .references(() => organization.id),
    /** CTID, achievement id or `urn:tessera:…`: identity across imports. */
    uri: text().notNull().unique(),
    type: credentialType().notNull(),
    name: json<LocalizedText>().notNull(),
    description: json<LocalizedText>().notNull().default({}),
    url: text(),
    status: credentialStatus().notNull().default('ACTIVE'),
    version: text(),
    languages: text().array().notNull().default([]),
    deliveryMode: deliveryMode(),
    learningFormats: learningFormat().array().notNull().default([]),
    assessmentMethods: assessmentMethod().array().notNull().default([]),
    assessed: tristate().notNull().default('UNKNOWN'),
    summativeAssessment: tristate().notNull().default('UNKNOWN'),
    proctored: tristate().notNull().default('UNKNOWN'),
    identityVerified: tristate().notNull().default('UNKNOWN'),
    /** Whether employers can see the assessed work. Source: eCampusOntario framework. */
    evidenceVisible: tristate().notNull().default('UNKNOWN'),
    instructionalHours: real(),
    totalHours: real(),
    durationWeeks: real(),
    selfPaced: tristate().notNull().default('UNKNOWN'),
    costCents: integer(),
    /** ISO 4217. */
    currency: text(),
    creditStatus: creditStatus().notNull().default('UNKNOWN'),
    creditValue: real(),
    transcriptable: transcriptable().notNull().default('UNKNOWN'),
    stackMode: stackMode(),
    /** Years an award stays valid; null when it does not lapse or is not stated. */
    validYears: real(),
    qualityProcess: text(),
    qualityBody: text(),
    qualityOn: date(),
    audience: text(),
    sector: text(),
    regions: text().array().notNull().default([]),
    cip2021: text(),
    noc2021: text().array().notNull().default([]),
    naics2022: text().array().notNull().default([]),
    badgeTemplateUrl: text(),
    sourceRecordId: reference<SourceRecordId>().references(() => sourceRecord.id),
    tombstonedAt: instant(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [index('credential_provider').on(t.providerId, t.id), index('credential_type_idx').on(t.type, t.id)],
);

/** One run of a credential: when, where, at what price. */
export const offering = pgTable(
  'offering',
  {
    id: identity().primaryKey(),
    credentialId: reference<CredentialId>()
      .notNull()
      .references(() => credential.id, { onDelete: 'cascade' }),
    startsOn: date().notNull(),
    endsOn: date(),
    place: text(),
    costCents: integer(),
    currency: text(),
  },
  (t) => [unique().on(t.credentialId, t.startsOn)],
);

/** A skill a credential teaches, assesses or requires, with the words it came from and how they were linked. */
export const credentialSkill = pgTable(
  'credential_skill',
  {
    id: identity().primaryKey(),
    credentialId: reference<CredentialId>()
      .notNull()
      .references(() => credential.id, { onDelete: 'cascade' }),
    relation: credentialSkillRelation().notNull(),
    /** The source's words: a URI, a code or a label. */
    statement: text().notNull(),
    /** Null while no skill answers to the words; kept, never forced. */
    skillId: reference<SkillId>().references(() => skill.id, { onDelete: 'set null' }),
    how: linkMethod().notNull().default('UNRESOLVED'),
    levelId: reference<LevelId>().references(() => level.id),
  },
  (t) => [
    uniqueIndex('credential_skill_identity').on(t.credentialId, t.relation, t.statement),
    index('credential_skill_by_skill').on(t.skillId, t.relation),
  ],
);

/** An edge of a stack: part of, prepares for, requires, supersedes. `group` with `groupRequired` says "n of these". */
export const credentialRelation = pgTable(
  'credential_relation',
  {
    fromId: reference<CredentialId>()
      .notNull()
      .references(() => credential.id, { onDelete: 'cascade' }),
    kind: credentialRelationKind().notNull(),
    toUri: text().notNull(),
    toId: reference<CredentialId>().references(() => credential.id, { onDelete: 'set null' }),
    group: text(),
    groupRequired: integer(),
    position: integer(),
  },
  (t) => [primaryKey({ columns: [t.fromId, t.kind, t.toUri] }), index('credential_relation_to').on(t.toId, t.kind)],
);

/** One confirmation by one partner. Demand and assessment are confirmed separately. */
export const endorsement = pgTable(
  'endorsement',
  {
    id: identity().primaryKey(),
    credentialId: reference<CredentialId>()
      .notNull()
      .references(() => credential.id, { onDelete: 'cascade' }),
    partnerName: text().notNull(),
    partnerId: reference<OrganizationId>().references(() => organization.id),
    fact: endorsementFact().notNull(),
    statedOn: date(),
  },
  (t) => [unique().on(t.credentialId, t.partnerName, t.fact)],
);

/** How a provider recognises learning already had (PLAR). Source: CTDL `ceterms:PriorLearningPolicy`. */
export const priorLearningPolicy = pgTable('prior_learning_policy', {
  credentialId: reference<CredentialId>()
    .primaryKey()
    .references(() => credential.id, { onDelete: 'cascade' }),
  available: tristate().notNull(),
  url: text(),
  methods: priorLearningMethod().array().notNull().default([]),
  /** Largest share of the credential that may be recognised, 0 to 100. */
  maxPercent: real(),
  feeCents: integer(),
});

/** A public funding programme in one year's rules, such as OSAP for micro-credentials. */
export const fundingProgram = pgTable(
  'funding_program',
  {
    id: identity().primaryKey(),
    code: text().notNull(),
    jurisdiction: text().notNull(),
    ruleYear: integer().notNull(),
    name: json<LocalizedText>().notNull(),
    /** Bounds in the programme's own terms, with where they were read. */
    rules: json<Readonly<Record<string, unknown>>>().notNull(),
    url: text(),
  },
  (t) => [unique().on(t.code, t.ruleYear)],
);

/** What one programme's rules say of one credential, and why. */
export const fundingEligibility = pgTable(
  'funding_eligibility',
  {
    credentialId: reference<CredentialId>()
      .notNull()
      .references(() => credential.id, { onDelete: 'cascade' }),
    programId: reference()
      .notNull()
      .references(() => fundingProgram.id),
    status: fundingStatus().notNull(),
    reasons: text().array().notNull().default([]),
    checkedAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.credentialId, t.programId] })],
);
