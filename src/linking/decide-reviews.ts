import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LinkReviewId, SkillId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import { fail, ok, type Result } from '../problem.ts';
import { linkWords, matchJob } from '../queue/jobs.ts';
import { enqueue, enqueueAll } from '../queue/outbox.ts';
import { checkSkill, decideWordings } from '../skills/index.ts';
import { assertEdge, withdrawEdge } from './assert-edge.ts';
import { findReviewForUpdate, type LinkReview } from './find-reviews.ts';
import type { SuggestedRelation } from './link-review.ts';

/** What a person says to one review. */
export interface Acceptance {
  readonly id: LinkReviewId;
  /** The best candidate when absent. */
  readonly skillId: SkillId | null;
  /** Of a crosswalk; as was suggested when absent. */
  readonly relation: SuggestedRelation | null;
}

/**
 * Takes a review's skill for what is meant: words name it from now on, wherever they stand; of a crosswalk the edge is asserted.
 * Said again it changes nothing; another skill takes the place of the one before, also where the rule or a refusal had decided.
 * Run it in a transaction.
 */
export async function acceptReview(
  tx: Db,
  { id, ...stated }: Acceptance,
  field: string,
): Promise<Result<LinkReviewId, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const review = await findReviewForUpdate(tx, id);
  if (!review) return fail('NOT_FOUND', 'there is no review with that id', field);
  const isCrosswalk = review.kind === 'CROSSWALK';
  if (stated.relation !== null && !isCrosswalk) {
    return fail('BAD_USER_INPUT', 'relation is of crosswalks only; leave it out', field);
  }
  const skillId = stated.skillId ?? review.skillId ?? review.candidates[0]?.skillId;
  if (skillId === undefined) return fail('BAD_USER_INPUT', 'the review has no candidate; name the skill', field);
  const checked = await checkSkill(tx, skillId, field);
  if (!checked.ok) return checked;
  const candidate = review.candidates.find((each) => each.skillId === skillId);
  const suggested = candidate?.relation ?? 'CLOSE';
  const relation = isCrosswalk ? (stated.relation ?? review.relation ?? suggested) : null;
  if (isCrosswalk && !(await isOfFramework(tx, skillId, review))) {
    return fail(
      'BAD_USER_INPUT',
      'the skill is of another framework than the review looks in; name one of that',
      field,
    );
  }
  const isSaid = review.state === 'ACCEPTED' && !review.isByRule;
  if (isSaid && review.skillId === skillId && review.relation === relation) return ok(id);
  await undo(tx, review);
  await decide(tx, { ...review, state: 'ACCEPTED', skillId, relation });
  if (review.fromSkillId !== null && relation !== null) await assertEdge(tx, review.fromSkillId, relation, skillId);
  else await decideWordings(tx, [{ words: review.key, skillId, isReviewed: true }]);
  await askForConsequences(tx, review, skillId);
  return ok(id);
}

/** Says that nothing suggested is meant: what was tied by it is so no more, and it is not asked again. Run it in a transaction. */
export async function rejectReview(
  tx: Db,
  id: LinkReviewId,
  field: string,
): Promise<Result<LinkReviewId, 'NOT_FOUND'>> {
  const review = await findReviewForUpdate(tx, id);
  if (!review) return fail('NOT_FOUND', 'there is no review with that id', field);
  if (review.state === 'REJECTED') return ok(id);
  await undo(tx, review);
  await decide(tx, { ...review, state: 'REJECTED', skillId: null, relation: null });
  if (review.kind === 'WORDS') await decideWordings(tx, [{ words: review.key, skillId: null, isReviewed: true }]);
  await askForConsequences(tx, review, review.skillId);
  return ok(id);
}

/** Takes back the edge that an earlier decision asserted; wordings are replaced as they stand. */
async function undo(tx: Db, { fromSkillId, relation, skillId }: LinkReview): Promise<void> {
  if (fromSkillId !== null && relation !== null && skillId !== null)
    await withdrawEdge(tx, fromSkillId, relation, skillId);
}

async function decide(
  tx: Db,
  { id, state, skillId, relation }: Pick<LinkReview, 'id' | 'state' | 'skillId' | 'relation'>,
): Promise<void> {
  await tx.execute(
    sql`update link_review set state = ${state}, skill_id = ${skillId}, relation = ${relation}, is_by_rule = false,
               decided_at = now()
        where id = ${id}`,
  );
}

async function isOfFramework(tx: Db, skillId: SkillId, { frameworkId }: LinkReview): Promise<boolean> {
  const [row] = await query<{ is: boolean }>(
    tx,
    sql`select framework_id = ${frameworkId} as is from skill where id = ${skillId}`,
  );
  return row?.is ?? false;
}

/** Words are tied anew in the background, where jobs concerned are matched anew; an edge concerns those that ask for its ends. */
async function askForConsequences(tx: Db, { kind, fromSkillId }: LinkReview, skillId: SkillId | null): Promise<void> {
  if (kind === 'WORDS') return enqueue(tx, linkWords, {});
  const jobs = await query<{ id: string }>(
    tx,
    sql`select distinct job.id from job join requirement leaf on leaf.job_id = job.id
        where job.state = 'OPEN' and leaf.skill_id in (${fromSkillId}, ${skillId}) order by job.id`,
  );
  await enqueueAll(
    tx,
    matchJob,
    jobs.map(({ id }) => ({ jobId: Number(id) as never })),
  );
}
