import { foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { badge } from '../badges/tables.ts';
import { reference } from '../db/columns.ts';
import type { BadgeId, LearnerId } from '../db/ids.ts';

/** A document of somebody else's that the checks of a badge rest on: while it stays the same, so does their verdict. */
export const badgeReliance = pgTable(
  'badge_reliance',
  {
    learnerId: reference<LearnerId>().notNull(),
    badgeId: reference<BadgeId>().notNull(),
    /** In the order they were asked. An address may be longer than a key takes. */
    position: integer().notNull(),
    url: text().notNull(),
    /** Media types it was asked for, as HTTP's Accept states them; empty for any. */
    accept: text().notNull(),
    /** Of what it answered, SHA-256; empty when it did not answer. */
    hash: text().notNull(),
    /** Seconds the answer may be relied on. */
    maxAge: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.badgeId, t.position] }),
    foreignKey({ columns: [t.learnerId, t.badgeId], foreignColumns: [badge.learnerId, badge.id] }).onDelete('cascade'),
  ],
);
