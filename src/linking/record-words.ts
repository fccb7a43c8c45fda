import { sql } from 'drizzle-orm';
import { type Db, transaction } from '../db/client.ts';
import type { SkillId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { Ranked } from '../ranker/ranker.ts';
import { decideWordings } from '../skills/index.ts';
import type { UnnamedWords } from './find-words.ts';
import { CANDIDATES_AT_MOST, type Candidate, WORTH_A_LOOK } from './link-review.ts';

/** Nobody's decision, or one whose skill is gone: then it is open again. */
const IS_UNDECIDED = sql`(review.state = 'OPEN' or (review.state = 'ACCEPTED' and not exists (
  select 1 from skill where skill.id = review.skill_id and skill.tombstoned_at is null)))`;

/** Brings the counts of reviews up to date; what is open and stands nowhere any more is gone, decisions stay. */
export function recountWords(db: Db, found: Iterable<UnnamedWords>): Promise<void> {
  const input = rowsOf([...found], 'key text, requirements integer, "credentialSkills" integer, learners integer');
  return transaction(
    db,
    async (tx) => {
      await tx.execute(
        sql`delete from link_review review where kind = 'WORDS' and state = 'OPEN'
              and not exists (select 1 from ${input} as input where input.key = review.key)`,
      );
      await tx.execute(
        sql`update link_review review
            set requirements = coalesce(input.requirements, 0), credential_skills = coalesce(input."credentialSkills", 0),
                learners = coalesce(input.learners, 0)
            from link_review counted left join ${input} as input on input.key = counted.key
            where counted.id = review.id and review.kind = 'WORDS'
              and (review.requirements, review.credential_skills, review.learners) is distinct from
                  (coalesce(input.requirements, 0), coalesce(input."credentialSkills", 0), coalesce(input.learners, 0))`,
      );
    },
    { attempts: 5 },
  );
}

/**
 * Keys of the words that need no ranking: decided, or ranked with these very indexes and found less sure than the rule asks for.
 *
 * @param builds  `SkillRanker.builds`
 */
export async function findSettledKeys(db: Db, builds: string, confidence: number): Promise<Set<string>> {
  const rows = await query<{ key: string }>(
    db,
    sql`select key from link_review review where kind = 'WORDS'
          and (not ${IS_UNDECIDED} or (ranked_with = ${builds} and review.confidence < ${confidence}))`,
  );
  return new Set(rows.map(({ key }) => key));
}

/** What was found for some words. */
export interface RankedWords extends UnnamedWords {
  readonly ranked: readonly Ranked[];
}

/** Puts words with what was found for them before a reviewer, or takes the best for meant where it is sure enough. */
export function recordRankedWords(
  db: Db,
  batch: readonly RankedWords[],
  { builds, confidence }: { readonly builds: string; readonly confidence: number },
): Promise<void> {
  const rows = batch.map(({ ranked, ...words }) => {
    const candidates = candidatesOf(ranked);
    const [best] = candidates;
    const isSure = best !== undefined && best.confidence >= confidence;
    return { ...words, candidates, confidence: best?.confidence ?? 0, isSure, skillId: isSure ? best.skillId : null };
  });
  return transaction(
    db,
    async (tx) => {
      const accepted = await query<{ words: string; skillId: string }>(
        tx,
        sql`with recorded as (
              insert into link_review as review (kind, key, words, requirements, credential_skills, learners, candidates,
                confidence, ranked_with, state, skill_id, is_by_rule, decided_at)
              select 'WORDS', key, words, requirements, "credentialSkills", learners, candidates, confidence, ${builds},
                     case when "isSure" then 'ACCEPTED' else 'OPEN' end::link_review_state, "skillId", "isSure",
                     case when "isSure" then now() end
              from ${rowsOf(
                rows,
                `key text, words text, requirements integer, "credentialSkills" integer, learners integer, candidates jsonb,
                 confidence real, "isSure" boolean, "skillId" bigint`,
              )} as input
              order by key
              on conflict on constraint link_review_identity do update
                set candidates = excluded.candidates, confidence = excluded.confidence, ranked_with = excluded.ranked_with,
                    state = excluded.state, skill_id = excluded.skill_id, is_by_rule = excluded.is_by_rule,
                    decided_at = excluded.decided_at
                where ${IS_UNDECIDED}
              returning key, state, skill_id)
            select key as words, skill_id as "skillId" from recorded where state = 'ACCEPTED'`,
      );
      await decideWordings(
        tx,
        accepted.map(({ words, skillId }) => ({ words, skillId: Number(skillId) as SkillId, isReviewed: false })),
      );
    },
    { attempts: 5 },
  );
}

/** What is worth a look, best first. */
export function candidatesOf(ranked: readonly Ranked[], worth = WORTH_A_LOOK): Candidate[] {
  return ranked
    .filter(({ confidence }) => confidence >= worth)
    .slice(0, CANDIDATES_AT_MOST)
    .map(({ conceptId, confidence, foundBy }) => ({ skillId: conceptId as SkillId, confidence, foundBy }));
}
