import { type SQL, sql } from 'drizzle-orm';
import type { SkillId } from '../db/ids.ts';
import { rowsOf } from '../db/rows.ts';

/** How a skill bears on one that is asked for, nearest first. NARROWER: it lies below the asked one. Source: design §5. */
export const NEAR_RELATIONS = ['SAME', 'EXACT', 'NARROWER', 'CLOSE', 'BROADER'] as const;
export type NearRelation = (typeof NEAR_RELATIONS)[number];

/**
 * A FROM item: the asked skills and every skill a single EXACT, CLOSE or BROADER edge away, as columns `asked_id`,
 * `near_id`, `relation` (`NearRelation`) and `confidence`. SKOS "related" is left out: it is a suggestion, no evidence.
 */
export function nearSkills(skillIds: readonly SkillId[]): SQL {
  return sql`(
    with asked as materialized (select id from ${rowsOf(
      skillIds.map((id) => ({ id })),
      'id bigint',
    )} as input)
    select id as asked_id, id as near_id, 'SAME' as relation, 1::real as confidence from asked
    union all
    select edge.from_id, edge.to_id, edge.kind::text, edge.confidence
    from skill_relation edge join asked on asked.id = edge.from_id
    where edge.kind in ('EXACT', 'CLOSE', 'BROADER') and edge.to_id is not null
    union all
    select edge.to_id, edge.from_id, case edge.kind when 'BROADER' then 'NARROWER' else edge.kind::text end, edge.confidence
    from skill_relation edge join asked on asked.id = edge.to_id
    where edge.kind in ('EXACT', 'CLOSE', 'BROADER'))`;
}
