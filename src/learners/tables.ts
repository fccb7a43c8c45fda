import { index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { account } from '../accounts/tables.ts';
import { createdAt, identity, instant, json, reference } from '../db/columns.ts';
import type { AccountId, LearnerId, LevelId, SkillId } from '../db/ids.ts';
import { level, skill } from '../skills/tables.ts';

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
