import { customType, index, integer, pgTable, primaryKey, real } from 'drizzle-orm/pg-core';
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

/** A transaction's number, which never wraps; as text, since it may pass what a number holds. */
const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

/**
 * That what a learner shows, or to whom, was changed by which transaction: the private twin of the change feed, for the index of
 * evidence and for stored matches. Written by triggers (`tessera_follow_learner`) in that transaction; a newer row of the same
 * learner takes the place of those before it. It outlives its learner, whose going is a change like any other, hence no foreign key.
 */
export const learnerChange = pgTable(
  'learner_change',
  {
    learnerId: reference<LearnerId>().notNull(),
    /** Numbers are given out at a transaction's first write, and commit in any order. */
    xid: xid8().notNull(),
  },
  (t) => [primaryKey({ columns: [t.learnerId, t.xid] }), index('learner_change_by_xid').on(t.xid, t.learnerId)],
);
