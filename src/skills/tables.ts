import { sql } from 'drizzle-orm';
import {
  boolean,
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
import type {
  FrameworkId,
  FrameworkVersionId,
  LevelId,
  LevelScaleId,
  OccupationId,
  OrganizationId,
  SkillId,
  SourceId,
  SourceRecordId,
} from '../db/ids.ts';
import { source, sourceRecord } from '../provenance/tables.ts';
import { organization } from '../providers/tables.ts';
import {
  OCCUPATION_CROSSWALKS,
  OCCUPATION_KINDS,
  OCCUPATION_SKILL_RELATIONS,
  REUSE_LEVELS,
  SKILL_KINDS,
  SKILL_RELATIONS,
} from './skill.ts';

export const skillKind = pgEnum('skill_kind', SKILL_KINDS);
export const reuseLevel = pgEnum('reuse_level', REUSE_LEVELS);
export const skillRelationKind = pgEnum('skill_relation_kind', SKILL_RELATIONS);
export const occupationKind = pgEnum('occupation_kind', OCCUPATION_KINDS);
export const occupationSkillRelation = pgEnum('occupation_skill_relation', OCCUPATION_SKILL_RELATIONS);
export const occupationCrosswalkKind = pgEnum('occupation_crosswalk_kind', OCCUPATION_CROSSWALKS);

/** A published set of skills, named everywhere by its short code (`esco`). */
export const framework = pgTable('framework', {
  id: identity<FrameworkId>().primaryKey(),
  code: text().notNull().unique(),
  name: json<LocalizedText>().notNull(),
  uri: text(),
  publisherId: reference<OrganizationId>().references(() => organization.id),
  /** Attribution the licence asks for, shown with exports. */
  attribution: text(),
  createdAt: createdAt(),
});

/** One release of a framework by its publisher's own version name. */
export const frameworkVersion = pgTable(
  'framework_version',
  {
    id: identity<FrameworkVersionId>().primaryKey(),
    frameworkId: reference<FrameworkId>()
      .notNull()
      .references(() => framework.id),
    version: text().notNull(),
    importedAt: createdAt(),
  },
  (t) => [unique().on(t.frameworkId, t.version)],
);

/** A skill, knowledge or group of one framework; the same skill in two frameworks is two rows and a crosswalk between them. */
export const skill = pgTable(
  'skill',
  {
    id: identity<SkillId>().primaryKey(),
    frameworkId: reference<FrameworkId>()
      .notNull()
      .references(() => framework.id),
    /** The newest version that states it. */
    frameworkVersionId: reference<FrameworkVersionId>().references(() => frameworkVersion.id),
    uri: text().notNull(),
    code: text(),
    kind: skillKind().notNull().default('UNSPECIFIED'),
    reuseLevel: reuseLevel(),
    labels: json<LocalizedText>().notNull(),
    aliases: json<Readonly<Record<string, readonly string[]>>>().notNull().default({}),
    descriptions: json<LocalizedText>().notNull().default({}),
    /** Every label and alias of every language in comparable form (`labelKey`), for exact linking. */
    labelKeys: text().array().notNull().default([]),
    sourceRecordId: reference<SourceRecordId>().references(() => sourceRecord.id),
    tombstonedAt: instant(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [
    uniqueIndex('skill_uri').on(t.uri, t.frameworkId),
    index('skill_framework').on(t.frameworkId, t.kind, t.id),
    index('skill_label_keys').using('gin', t.labelKeys),
    index('skill_code').on(t.code),
  ],
);

/** One typed edge between skills. The far end may lie in a framework not yet imported: then only its URI is known. */
export const skillRelation = pgTable(
  'skill_relation',
  {
    fromId: reference<SkillId>()
      .notNull()
      .references(() => skill.id, { onDelete: 'cascade' }),
    kind: skillRelationKind().notNull(),
    toUri: text().notNull(),
    toId: reference<SkillId>().references(() => skill.id, { onDelete: 'set null' }),
    /** 0 to 1: how sure whoever asserted it is. */
    confidence: real().notNull().default(1),
    sourceId: reference<SourceId>()
      .notNull()
      .references(() => source.id),
    /** Date or version of the assertion, as its author gives it. */
    vintage: text(),
    /** The source's own record of it, where it has one, so that exports lose nothing. */
    raw: json<unknown>(),
  },
  (t) => [
    primaryKey({ columns: [t.fromId, t.kind, t.toUri, t.sourceId] }),
    index('skill_relation_to').on(t.toId, t.kind),
    index('skill_relation_unresolved').on(t.toUri).where(sql`${t.toId} is null`),
  ],
);

/**
 * Words this hub takes for a skill though no framework lists them: as a person decided, or as the ranker was sure enough of. What
 * they name exactly goes before.
 */
export const skillWording = pgTable(
  'skill_wording',
  {
    /** In comparable form (`labelKey`). */
    words: text().primaryKey(),
    skillId: reference<SkillId>()
      .notNull()
      .references(() => skill.id, { onDelete: 'cascade' }),
    /** Whether a person decided so, rather than the rule of confidence alone. */
    isReviewed: boolean().notNull(),
    decidedAt: createdAt(),
  },
  (t) => [index('skill_wording_skill').on(t.skillId)],
);

/** An ordered scale of proficiency. Levels of two scales never compare without a stored map. */
export const levelScale = pgTable('level_scale', {
  id: identity<LevelScaleId>().primaryKey(),
  uri: text().notNull().unique(),
  name: json<LocalizedText>().notNull(),
});

/** A step of a scale; a higher `rank` is more proficient. */
export const level = pgTable(
  'level',
  {
    id: identity<LevelId>().primaryKey(),
    scaleId: reference<LevelScaleId>()
      .notNull()
      .references(() => levelScale.id),
    rank: integer().notNull(),
    name: json<LocalizedText>().notNull(),
    uri: text(),
  },
  (t) => [unique().on(t.scaleId, t.rank)],
);

/**
 * One row of a map between two scales: who reached the first level counts as having reached the second. Only what an
 * administrator stored compares levels of two scales.
 */
export const levelEquivalence = pgTable(
  'level_equivalence',
  {
    fromId: reference<LevelId>()
      .notNull()
      .references(() => level.id, { onDelete: 'cascade' }),
    /** The scale of `toId`: a level counts as one level of another scale. */
    toScaleId: reference<LevelScaleId>()
      .notNull()
      .references(() => levelScale.id, { onDelete: 'cascade' }),
    toId: reference<LevelId>()
      .notNull()
      .references(() => level.id, { onDelete: 'cascade' }),
    /** Who says so: the document or body the map comes from. */
    source: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.fromId, t.toScaleId] }), index('level_equivalence_to').on(t.toId)],
);

/** An occupation, or a heading of its classification, of one framework. */
export const occupation = pgTable(
  'occupation',
  {
    id: identity<OccupationId>().primaryKey(),
    frameworkId: reference<FrameworkId>()
      .notNull()
      .references(() => framework.id),
    frameworkVersionId: reference<FrameworkVersionId>().references(() => frameworkVersion.id),
    uri: text().notNull(),
    code: text(),
    kind: occupationKind().notNull().default('OCCUPATION'),
    labels: json<LocalizedText>().notNull(),
    aliases: json<Readonly<Record<string, readonly string[]>>>().notNull().default({}),
    descriptions: json<LocalizedText>().notNull().default({}),
    labelKeys: text().array().notNull().default([]),
    sourceRecordId: reference<SourceRecordId>().references(() => sourceRecord.id),
    tombstonedAt: instant(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [
    uniqueIndex('occupation_uri').on(t.uri, t.frameworkId),
    index('occupation_framework').on(t.frameworkId, t.kind, t.id),
    index('occupation_label_keys').using('gin', t.labelKeys),
    index('occupation_code').on(t.code),
  ],
);

/** The broader heading of an occupation. */
export const occupationRelation = pgTable(
  'occupation_relation',
  {
    fromId: reference<OccupationId>()
      .notNull()
      .references(() => occupation.id, { onDelete: 'cascade' }),
    broaderId: reference<OccupationId>()
      .notNull()
      .references(() => occupation.id, { onDelete: 'cascade' }),
    sourceId: reference<SourceId>()
      .notNull()
      .references(() => source.id),
  },
  (t) => [primaryKey({ columns: [t.fromId, t.broaderId, t.sourceId] }), index().on(t.broaderId)],
);

/** A skill an occupation needs. A pair may be both ESSENTIAL and OPTIONAL: ESCO 1.2.0 has 17 such. */
export const occupationSkill = pgTable(
  'occupation_skill',
  {
    occupationId: reference<OccupationId>()
      .notNull()
      .references(() => occupation.id, { onDelete: 'cascade' }),
    skillId: reference<SkillId>()
      .notNull()
      .references(() => skill.id, { onDelete: 'cascade' }),
    relation: occupationSkillRelation().notNull(),
    confidence: real().notNull().default(1),
    sourceId: reference<SourceId>()
      .notNull()
      .references(() => source.id),
    /** As the framework rates it, on its own scale: O*NET `IM` 1 to 5. */
    importance: real(),
    /** Level needed, a point of `level_scale_id`, where its framework measures one: O*NET `LV` 0 to 7, OaSIS 0 to 5. */
    level: real(),
    levelScaleId: reference<LevelScaleId>().references(() => levelScale.id),
    /** The source's own record of it, where it has one. */
    raw: json<unknown>(),
  },
  (t) => [
    primaryKey({ columns: [t.occupationId, t.relation, t.skillId, t.sourceId] }),
    index('occupation_skill_by_skill').on(t.skillId, t.relation),
  ],
);

/**
 * One row of a crosswalk between occupations of two classifications. Either end may not be imported yet: then only what names it
 * is known, a URI, or a code in a framework.
 */
export const occupationCrosswalk = pgTable(
  'occupation_crosswalk',
  {
    sourceId: reference<SourceId>()
      .notNull()
      .references(() => source.id),
    /** Short code of the framework whose code `fromRef` is; empty where that is a URI. */
    fromFramework: text().notNull().default(''),
    fromRef: text().notNull(),
    fromId: reference<OccupationId>().references(() => occupation.id, { onDelete: 'set null' }),
    kind: occupationCrosswalkKind().notNull(),
    toFramework: text().notNull().default(''),
    toRef: text().notNull(),
    toId: reference<OccupationId>().references(() => occupation.id, { onDelete: 'set null' }),
    /** 0 to 1: how sure whoever asserted it is. */
    confidence: real().notNull().default(1),
    /** Date or versions of the assertion, as its author gives them. */
    vintage: text(),
    raw: json<unknown>(),
  },
  (t) => [
    primaryKey({
      name: 'occupation_crosswalk_pk',
      columns: [t.sourceId, t.fromFramework, t.fromRef, t.kind, t.toFramework, t.toRef],
    }),
    index('occupation_crosswalk_from').on(t.fromId),
    index('occupation_crosswalk_to').on(t.toId),
    index('occupation_crosswalk_unresolved').on(t.sourceId).where(sql`${t.fromId} is null or ${t.toId} is null`),
  ],
);
