import { type AnyPgColumn, boolean, index, integer, pgEnum, pgTable, real, text, unique } from 'drizzle-orm/pg-core';
import { evidenceRung } from '../badges/tables.ts';
import { credential, linkMethod } from '../credentials/tables.ts';
import { createdAt, identity, instant, json, type LocalizedText, reference } from '../db/columns.ts';
import type {
  CredentialId,
  JobId,
  LevelId,
  OccupationId,
  OrganizationId,
  RequirementId,
  SkillId,
  SourceRecordId,
} from '../db/ids.ts';
import { sourceRecord } from '../provenance/tables.ts';
import { organization } from '../providers/tables.ts';
import type { LevelWords } from '../skills/level-words.ts';
import { level, occupation, skill } from '../skills/tables.ts';
import { IMPORTANCES, JOB_STATES, REQUIREMENT_KINDS } from './requirement.ts';

export const jobState = pgEnum('job_state', JOB_STATES);
export const requirementKind = pgEnum('requirement_kind', REQUIREMENT_KINDS);
export const importance = pgEnum('importance', IMPORTANCES);

/** A position an employer wants to fill, known by the employer's own position id. */
export const job = pgTable(
  'job',
  {
    id: identity<JobId>().primaryKey(),
    employerId: reference<OrganizationId>()
      .notNull()
      .references(() => organization.id),
    positionId: text().notNull(),
    title: json<LocalizedText>().notNull(),
    description: json<LocalizedText>().notNull().default({}),
    state: jobState().notNull().default('OPEN'),
    region: text(),
    occupationId: reference<OccupationId>().references(() => occupation.id, { onDelete: 'set null' }),
    noc2021: text(),
    /** As an imported posting says, else when it first came here. */
    publishedAt: createdAt(),
    closesAt: instant(),
    /** Where the employer or a board shows it. */
    url: text(),
    /** Null for what was published here, rather than imported. */
    sourceRecordId: reference<SourceRecordId>().references(() => sourceRecord.id),
    /** When its stored matches were last computed; null before the first time. */
    matchedAt: instant(),
  },
  (t) => [unique('job_identity').on(t.employerId, t.positionId), index('job_source_record').on(t.sourceRecordId)],
);

/** A node of a job's requirement tree. The root has no parent; children keep their order. */
export const requirement = pgTable(
  'requirement',
  {
    id: identity<RequirementId>().primaryKey(),
    jobId: reference<JobId>()
      .notNull()
      .references(() => job.id, { onDelete: 'cascade' }),
    parentId: reference<RequirementId>().references((): AnyPgColumn => requirement.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    kind: requirementKind().notNull(),
    /** n of AT_LEAST n; null for other kinds. */
    atLeast: integer(),
    importance: importance().notNull().default('UNSPECIFIED'),
    weight: real().notNull().default(1),
    /** The employer's words for a leaf. */
    statement: text(),
    skillId: reference<SkillId>().references(() => skill.id, { onDelete: 'set null' }),
    credentialId: reference<CredentialId>().references(() => credential.id, { onDelete: 'set null' }),
    how: linkMethod().notNull().default('UNRESOLVED'),
    /** The levels in the employer's words; the ids are null while those name no level of a loaded scale. */
    requiredLevel: json<LevelWords>(),
    desiredLevel: json<LevelWords>(),
    requiredLevelId: reference<LevelId>().references(() => level.id),
    desiredLevelId: reference<LevelId>().references(() => level.id),
    /** False when the employer trains for it, so that lacking it never knocks out. Source: JDX `requiredAtHiring`. */
    neededAtHire: boolean().notNull().default(true),
    /** Weakest rung the employer accepts; null accepts any. */
    acceptedFrom: evidenceRung(),
  },
  (t) => [index('requirement_job').on(t.jobId, t.position), index('requirement_skill').on(t.skillId)],
);

/** An employer's standing word that a credential satisfies a skill, with a scope and an end. */
export const credentialAcceptance = pgTable(
  'credential_acceptance',
  {
    id: identity().primaryKey(),
    employerId: reference<OrganizationId>()
      .notNull()
      .references(() => organization.id),
    credentialId: reference<CredentialId>()
      .notNull()
      .references(() => credential.id),
    skillId: reference<SkillId>()
      .notNull()
      .references(() => skill.id),
    endsAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [unique().on(t.employerId, t.credentialId, t.skillId)],
);
