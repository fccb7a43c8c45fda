import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { SkillId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { labelKey } from './skill.ts';

/** How exactly words named a skill, surest first. */
export type ExactLink = 'URI' | 'CODE' | 'LABEL' | 'ALIAS';

/** How words came to name a skill that does not list them: a person decided so, or the ranker was sure enough. */
export const DECIDED_LINKS = ['REVIEWED', 'SUGGESTED_ACCEPTED_BY_RULE'] as const;
export type DecidedLink = (typeof DECIDED_LINKS)[number];

export interface LinkedSkill {
  readonly skillId: SkillId;
  readonly how: ExactLink | DecidedLink;
}

/**
 * The skill that words name: by URI, then code, then preferred label, then alias, in any language; then as it was decided of
 * such words (`decideWordings`). Between equals the framework imported first wins, so that a link never depends on chance.
 * Words that name nothing are absent: nothing is guessed here.
 *
 * @param framework  short code to look in; all frameworks when absent
 */
export async function findSkillsByWords(
  db: Db,
  words: readonly string[],
  framework?: string,
): Promise<Map<string, LinkedSkill>> {
  const distinct = [...new Set(words)].map((word) => ({ word: word.trim(), asked: word, key: labelKey(word) }));
  if (distinct.length === 0) return new Map();
  const rows = await query<{ asked: string; skillId: string; how: LinkedSkill['how'] }>(
    db,
    sql`
    with words as (select * from ${rowsOf(distinct, 'word text, asked text, key text')} as input),
    found as (
      select asked, skill.id, skill.framework_id, 1 as rank, 'URI' as how
      from words join skill on skill.uri = word where skill.tombstoned_at is null
      union all
      select asked, skill.id, skill.framework_id, 2, 'CODE'
      from words join skill on skill.code = word where skill.tombstoned_at is null and skill.kind <> 'GROUP'
      union all
      select asked, skill.id, skill.framework_id,
             case when is_label then 3 else 4 end, case when is_label then 'LABEL' else 'ALIAS' end
      from words
      join skill on skill.label_keys @> array[key],
      lateral (select exists (
        select 1 from jsonb_each_text(skill.labels) label where lower(label.value) = key) as is_label) preferred
      where skill.tombstoned_at is null and skill.kind <> 'GROUP'
      union all
      select asked, skill.id, skill.framework_id, 5,
             case when is_reviewed then 'REVIEWED' else 'SUGGESTED_ACCEPTED_BY_RULE' end
      from words join skill_wording decided on decided.words = key
      join skill on skill.id = decided.skill_id where skill.tombstoned_at is null)
    select distinct on (asked) asked, id as "skillId", how
    from found
    where ${framework ?? null}::text is null
      or framework_id = (select id from framework where code = ${framework ?? null})
    order by asked, rank, framework_id, id`,
  );
  return new Map(rows.map(({ asked, skillId, how }) => [asked, { skillId: Number(skillId) as SkillId, how }]));
}
