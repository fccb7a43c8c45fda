import { sql } from 'drizzle-orm';
import { asSeenBy, type Reader, seesAllOf, seesLearner } from '../consent/index.ts';
import type { Db } from '../db/client.ts';
import type { LearnerId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import { fail, ok, type Result } from '../problem.ts';
import { findHoldings } from './find-holdings.ts';
import { type LeafOutcome, type Outcome, scoreRequirement } from './score.ts';
import { findTarget, type Target, type TargetRef } from './target.ts';

/** How a learner stands to a target in a reader's eyes. */
export interface SkillGap extends Outcome {
  readonly learnerId: LearnerId;
  readonly target: Target;
  readonly asOf: Date;
  /** The leaves that are not met, required ones first. */
  readonly gaps: readonly LeafOutcome[];
}

/** Per requirement its state and what it rests on, of what the reader may see. NOT_FOUND for a learner who shows them nothing. */
export function findSkillGap(
  db: Db,
  reader: Reader,
  learnerId: LearnerId,
  ref: TargetRef,
  asOf: Date,
): Promise<Result<SkillGap, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  return asSeenBy(db, reader, async (tx) => {
    const [seen] = await query(
      tx,
      sql`select 1 from learner where id = ${learnerId} and ${seesLearner(reader, sql`learner.id`)}`,
    );
    if (!seen) return fail('NOT_FOUND', 'no learner with that id shows you anything', 'learnerId');
    const target = await findTarget(tx, ref);
    if (!target.ok) return target;
    const held = (await findHoldings(tx, reader, target.value.requirement, learnerId)).get(learnerId) ?? new Map();
    const outcome = scoreRequirement(target.value.requirement, held, asOf, seesAllOf(reader, learnerId));
    const gaps = outcome.leaves
      .filter(({ isMet }) => !isMet)
      .sort(
        (one, other) => Number(one.leaf.importance === 'PREFERRED') - Number(other.leaf.importance === 'PREFERRED'),
      );
    return ok({ learnerId, target: target.value, asOf, ...outcome, gaps });
  });
}
