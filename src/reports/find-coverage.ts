import { sql } from 'drizzle-orm';
import { asSystem } from '../db/as-reader.ts';
import type { Db } from '../db/client.ts';
import type { FrameworkId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import { type Measure, skillsWithCrosswalk } from './measures.ts';

/** How many of all there are, are as they should be. */
export interface Count {
  readonly count: number;
  readonly total: number;
}

/** A thing that is not: what somebody may mend. */
export interface Example {
  readonly id: number;
  readonly name: string;
  readonly uri: string | null;
}

/** Counts a measure in one statement. */
export async function countMeasure(db: Db, { rows }: Measure): Promise<Count> {
  const [counted] = await query<{ count: number; total: number }>(
    db,
    sql`select (count(*) filter (where is_met))::int as count, count(*)::int as total from (${rows}) measured`,
  );
  return counted ?? { count: 0, total: 0 };
}

/** The first things a measure does not find as they should be, by id. */
export async function findExamples(db: Db, { rows }: Measure, first: number): Promise<Example[]> {
  const found = await query<Example & { id: string } & Record<string, unknown>>(
    db,
    sql`select id, name, uri from (${rows}) measured where not is_met order by id, name limit ${first}`,
  );
  return found.map(({ id, name, uri }) => ({ id: Number(id), name, uri }));
}

/** Skills with a crosswalk, of each framework that has skills, in one statement. */
export async function countCrosswalks(db: Db): Promise<(Count & { frameworkId: FrameworkId })[]> {
  const counted = await query<{ frameworkId: string; count: number; total: number }>(
    db,
    sql`select framework_id as "frameworkId", (count(*) filter (where is_met))::int as count, count(*)::int as total
        from (${skillsWithCrosswalk(null).rows}) measured group by framework_id order by framework_id`,
  );
  return counted.map(({ frameworkId, ...count }) => ({ frameworkId: Number(frameworkId) as FrameworkId, ...count }));
}

/** Learners below whom a count of their badges could tell of one of them. */
const LEARNERS_AT_LEAST = 10;

/** Alignments of badges to skills, and how many name a loaded one; null where they are of so few learners that it tells of one. */
export async function countAlignments(db: Db): Promise<Count | null> {
  const [counted] = await asSystem(db, (tx) =>
    query<{ count: number; total: number; learners: number }>(
      tx,
      sql`select count(skill_id)::int as count, count(*)::int as total, count(distinct learner_id)::int as learners
          from badge_alignment where kind = 'SKILL'`,
    ),
  );
  if (!counted || counted.learners < LEARNERS_AT_LEAST) return null;
  return { count: counted.count, total: counted.total };
}
