import { index, integer, pgTable, primaryKey, real } from 'drizzle-orm/pg-core';
import { createdAt, json, reference } from '../db/columns.ts';
import type { JobId, LearnerId } from '../db/ids.ts';
import { job } from '../jobs/tables.ts';
import { learner } from '../learners/tables.ts';

/** How well a learner fits a stored job in its employer's view: what the employer may see decides the score. */
export const match = pgTable(
  'match',
  {
    learnerId: reference<LearnerId>()
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    jobId: reference<JobId>()
      .notNull()
      .references(() => job.id, { onDelete: 'cascade' }),
    /** 0 to 1, the scoring policy's figure. */
    score: real().notNull(),
    requiredMet: integer().notNull(),
    requiredTotal: integer().notNull(),
    explanation: json<unknown>().notNull(),
    policyVersion: integer().notNull(),
    computedAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.jobId] }),
    index('match_of_job').on(t.jobId, t.score.desc(), t.learnerId),
  ],
);
