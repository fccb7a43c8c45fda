import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { OccupationId, SkillId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { InferredSkill } from './skill.ts';

/**
 * How far skills are inferred through crosswalks. Three steps reach from NOC by O*NET to ESCO and one more; below a quarter a chain
 * is rather wrong than right about an occupation, and two of Nesta's weakest rows (0.5 each) still reach it.
 */
export const INFERENCE = { hopsAtMost: 3, leastConfidence: 0.25, skillsAtMost: 200 } as const;

/**
 * The skills of occupations whose framework states none, by way of crosswalks: in each direction, from framework to framework (never
 * twice into the same), at most `INFERENCE.hopsAtMost` rows. Of several paths to a skill the surest counts. SKOS "related" is not
 * followed: it is a suggestion. Surest first, then essential ones, then those more occupations state; at most 200 an occupation. One
 * statement.
 */
export async function findInferredSkills(db: Db, ids: readonly OccupationId[]): Promise<InferredSkill[]> {
  const asked = rowsOf(
    [...new Set(ids)].map((id) => ({ id })),
    'id bigint',
  );
  const rows = await query<Omit<InferredSkill, 'occupationId' | 'skillId'> & { occupationId: string; skillId: string }>(
    db,
    sql`
    with recursive walk as (
      select occupation.id as asked_id, occupation.id as at_id, 1::float8 as confidence, 0 as hops,
             array[occupation.framework_id] as met, '[]'::jsonb as path
      from ${asked} as input join occupation on occupation.id = input.id
      where not exists (select 1 from occupation_skill own join skill on skill.id = own.skill_id
                        where own.occupation_id = occupation.id and skill.tombstoned_at is null)
      union all
      select walk.asked_id, step.far_id, walk.confidence * step.confidence, walk.hops + 1, walk.met || reached.framework_id,
             walk.path || jsonb_build_object('fromId', walk.at_id, 'toId', step.far_id, 'kind', step.kind,
                                             'confidence', step.confidence, 'vintage', step.vintage)
      from walk
      join lateral (
        select to_id as far_id, kind::text, confidence, vintage from occupation_crosswalk where from_id = walk.at_id
        union all
        select from_id, case kind when 'BROADER' then 'NARROWER' when 'NARROWER' then 'BROADER' else kind::text end,
               confidence, vintage
        from occupation_crosswalk where to_id = walk.at_id) step
        on step.kind <> 'RELATED'
      join occupation reached on reached.id = step.far_id and reached.tombstoned_at is null
      where walk.hops < ${INFERENCE.hopsAtMost} and not reached.framework_id = any(walk.met)
        and walk.confidence * step.confidence >= ${INFERENCE.leastConfidence}),
    best as (
      select distinct on (asked_id, at_id) asked_id, at_id, confidence, hops, path from walk where hops > 0
      order by asked_id, at_id, confidence desc, hops, path),
    stated as (
      select best.asked_id, best.at_id, needed.skill_id, needed.relation, best.hops, best.path,
             best.confidence * needed.confidence as confidence
      from best
      join occupation_skill needed on needed.occupation_id = best.at_id and needed.relation in ('ESSENTIAL', 'OPTIONAL')
      join skill on skill.id = needed.skill_id and skill.tombstoned_at is null
      where best.confidence * needed.confidence >= ${INFERENCE.leastConfidence}),
    supported as (
      select asked_id, skill_id, count(distinct at_id)::int as support from stated group by asked_id, skill_id),
    chosen as (
      select distinct on (asked_id, skill_id) * from stated
      order by asked_id, skill_id, confidence desc, relation, hops, at_id, path),
    ranked as (
      select chosen.*, support, row_number() over (
               partition by asked_id order by confidence desc, relation, support desc, skill_id) as place
      from chosen join supported using (asked_id, skill_id))
    select asked_id as "occupationId", skill_id as "skillId", relation as need,
           round(confidence::numeric, 4)::float8 as confidence, support, path
    from ranked where place <= ${INFERENCE.skillsAtMost} order by asked_id, place`,
  );
  return rows.map((row) => ({
    ...row,
    occupationId: Number(row.occupationId) as OccupationId,
    skillId: Number(row.skillId) as SkillId,
  }));
}
