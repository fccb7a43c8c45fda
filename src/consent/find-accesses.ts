import { and, desc, eq, lt } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LearnerAccessId, LearnerId } from '../db/ids.ts';
import { learnerAccess } from './tables.ts';

export type LearnerAccess = typeof learnerAccess.$inferSelect;

/** Who read a learner's data, newest first by when each first did on its day; at most `first` rows after an id. */
export function findAccesses(
  db: Db,
  learnerId: LearnerId,
  { first, after }: { readonly first: number; readonly after: LearnerAccessId | null },
): Promise<LearnerAccess[]> {
  const own = eq(learnerAccess.learnerId, learnerId);
  return db
    .select()
    .from(learnerAccess)
    .where(after === null ? own : and(own, lt(learnerAccess.id, after)))
    .orderBy(desc(learnerAccess.id))
    .limit(first);
}

/** How many rows a learner's access log has. */
export function countAccesses(db: Db, learnerId: LearnerId): Promise<number> {
  return db.$count(learnerAccess, eq(learnerAccess.learnerId, learnerId));
}
