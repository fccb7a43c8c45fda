import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytes, createdAt, identity, instant, json, reference } from '../db/columns.ts';
import type { FrameworkId, LinkReviewId, SkillId } from '../db/ids.ts';
import { framework, skill, skillRelationKind } from '../skills/tables.ts';
import { type Candidate, LINK_REVIEW_KINDS, LINK_REVIEW_STATES } from './link-review.ts';

export const linkReviewKind = pgEnum('link_review_kind', LINK_REVIEW_KINDS);
export const linkReviewState = pgEnum('link_review_state', LINK_REVIEW_STATES);

/** What skills of a framework are found by, as a worker last built it. Its bytes are `skill_index_chunk`. */
export const skillIndex = pgTable('skill_index', {
  frameworkId: reference<FrameworkId>()
    .primaryKey()
    .references(() => framework.id, { onDelete: 'cascade' }),
  /** Names this build: another one after each replacement. */
  build: uuid().notNull().defaultRandom(),
  /** What the framework's skills were like when it was built; other than now, it is to be built anew. */
  stamp: text().notNull(),
  /** How many skills it knows. */
  skills: integer().notNull(),
  /** Bytes of all chunks. */
  size: integer().notNull(),
  chunks: integer().notNull(),
  builtAt: createdAt(),
});

/** A piece of an index: one value of a whole would be held several times over while it is written and read. */
export const skillIndexChunk = pgTable(
  'skill_index_chunk',
  {
    frameworkId: reference<FrameworkId>()
      .notNull()
      .references(() => skillIndex.frameworkId, { onDelete: 'cascade' }),
    build: uuid().notNull(),
    position: integer().notNull(),
    bytes: bytes().notNull(),
  },
  (t) => [primaryKey({ columns: [t.frameworkId, t.build, t.position] })],
);

/**
 * Something to decide: what words mean that name no skill exactly, or whether skills of two frameworks are the same. Once decided
 * it is remembered. Words are those of public things, or of so many learners that they tell of none.
 */
export const linkReview = pgTable(
  'link_review',
  {
    id: identity<LinkReviewId>().primaryKey(),
    kind: linkReviewKind().notNull(),
    /** As first met; of a crosswalk the skill's label. */
    words: text().notNull(),
    /** Their comparable form (`labelKey`); empty for a crosswalk, which `from_skill_id` names. */
    key: text().notNull(),
    /** Of a crosswalk: the skill whose equal is looked for. */
    fromSkillId: reference<SkillId>().references(() => skill.id, { onDelete: 'cascade' }),
    /** Of a crosswalk: where it is looked for. Words are looked for in all. */
    frameworkId: reference<FrameworkId>().references(() => framework.id, { onDelete: 'cascade' }),
    /** Best first; empty where nothing is worth a look, and nobody is asked. */
    candidates: json<readonly Candidate[]>().notNull(),
    /** The best one's, 0 without one. */
    confidence: real().notNull(),
    /** Leaves of jobs that state the words. */
    requirements: integer().notNull().default(0),
    /** Skills of credentials that state the words. */
    credentialSkills: integer().notNull().default(0),
    /** Learners whose badges state the words; 0 where they are so few that it would tell of one. */
    learners: integer().notNull().default(0),
    /** In how many places deciding matters. */
    uses: integer().notNull().generatedAlwaysAs(sql`requirements + credential_skills + learners`),
    state: linkReviewState().notNull().default('OPEN'),
    /** What was accepted. */
    skillId: reference<SkillId>().references(() => skill.id, { onDelete: 'set null' }),
    /** Of an accepted crosswalk: how the skills stand to one another. */
    relation: skillRelationKind(),
    /** Whether the rule of confidence accepted it, and no person has looked. */
    isByRule: boolean().notNull().default(false),
    decidedAt: instant(),
    /** The builds of indexes it was ranked with: with others it is ranked anew while it is open. */
    rankedWith: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique('link_review_identity').on(t.kind, t.key, t.fromSkillId, t.frameworkId).nullsNotDistinct(),
    index('link_review_queue').on(t.state, t.uses.desc().nullsFirst(), t.id),
    check('link_review_subject', sql`(${t.kind} = 'CROSSWALK') = (${t.fromSkillId} is not null)`),
  ],
);
