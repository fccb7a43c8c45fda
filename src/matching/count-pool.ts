import { sql } from 'drizzle-orm';
import { asSeenBy, type Reader, seesLearner } from '../consent/index.ts';
import { asSystem } from '../db/as-reader.ts';
import type { Db } from '../db/client.ts';
import { query } from '../db/rows.ts';

/** Groups smaller than this are not told of: their number would tell of persons. */
export const SMALLEST_GROUP = 10;

/** Out of how many a list of candidates was made. */
export interface Pool {
  /** Learners who show the reader anything, whether or not it bears on what is asked. */
  readonly lookedAt: number;
  /** Learners registered here who show the reader nothing; null where they are fewer than `SMALLEST_GROUP`. */
  readonly notDisclosed: number | null;
}

/** Counts whom a reader sees, and whom not. Two statements. */
export async function countPool(db: Db, reader: Reader): Promise<Pool> {
  const [seen] = await asSeenBy(db, reader, (tx) =>
    query<{ count: string }>(tx, sql`select count(*) from learner where ${seesLearner(reader, sql`learner.id`)}`),
  );
  const [all] = await asSystem(db, (tx) => query<{ count: string }>(tx, sql`select count(*) from learner`));
  const lookedAt = Number(seen?.count);
  const hidden = Number(all?.count) - lookedAt;
  return { lookedAt, notDisclosed: hidden < SMALLEST_GROUP ? null : hidden };
}
