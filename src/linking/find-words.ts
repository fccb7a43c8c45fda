import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import { query } from '../db/rows.ts';
import { labelKey, WORDS_AT_MOST } from '../skills/index.ts';

/** Words that name no skill exactly, and in how many places they stand. */
export interface UnnamedWords {
  readonly key: string;
  readonly words: string;
  readonly requirements: number;
  readonly credentialSkills: number;
  readonly learners: number;
}

/** Learners whose badges must state the same words before those are looked at: fewer, and they might tell of one. */
export const LEARNERS_AT_LEAST = 10;

const UNNAMED: SQL = sql`(skill_id is null or how in ('REVIEWED', 'SUGGESTED_ACCEPTED_BY_RULE'))`;

/**
 * The words that what is public states for skills and that name none exactly, those decided on among them, by their comparable form.
 * What stands in learners' badges is private: it counts where ten of them state it. Texts too long to name a skill are left out.
 *
 * @param db  sees everybody's badges (`asSystem`)
 */
export async function findUnnamedWords(db: Db): Promise<Map<string, UnnamedWords>> {
  const stated = await query<Omit<UnnamedWords, 'key'> & Record<string, unknown>>(
    db,
    sql`select words, sum(requirements)::int as requirements, sum(credential_skills)::int as "credentialSkills",
               sum(learners)::int as learners
        from (select statement as words, 1 as requirements, 0 as credential_skills, 0 as learners from requirement
              where kind = 'SKILL' and statement is not null and ${UNNAMED}
              union all
              select statement, 0, 1, 0 from credential_skill
              join credential on credential.id = credential_id and credential.tombstoned_at is null where ${UNNAMED}
              union all
              select target_name, 0, 0, count(distinct learner_id)::int from badge_alignment
              where kind in ('SKILL', 'UNKNOWN') and target_name is not null and ${UNNAMED}
              group by target_name having count(distinct learner_id) >= ${LEARNERS_AT_LEAST}) stated
        where length(words) <= ${WORDS_AT_MOST}
        group by words order by words`,
  );
  const byKey = new Map<string, UnnamedWords>();
  for (const row of stated) {
    const key = labelKey(row.words);
    if (key === '' || key.length > WORDS_AT_MOST) continue;
    const before = byKey.get(key);
    byKey.set(key, {
      ...{ key, words: before?.words ?? row.words },
      requirements: (before?.requirements ?? 0) + row.requirements,
      credentialSkills: (before?.credentialSkills ?? 0) + row.credentialSkills,
      learners: (before?.learners ?? 0) + row.learners,
    });
  }
  return byKey;
}
