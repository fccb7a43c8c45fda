import { pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { createdAt, identity, json, reference } from '../db/columns.ts';
import type { LearnerId } from '../db/ids.ts';
import { learner } from '../learners/tables.ts';

/** A plan a learner kept: the target, the credentials chosen and the reason for each. */
export const recommendation = pgTable(
  'recommendation',
  {
    learnerId: reference<LearnerId>()
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    id: identity(),
    plan: json<unknown>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.learnerId, t.id] })],
);
