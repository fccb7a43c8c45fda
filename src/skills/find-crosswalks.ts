import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { OccupationId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { OccupationCrosswalkKind } from './skill.ts';

/** Rows of crosswalks an occupation may show at most. */
export const CROSSWALKS_AT_MOST = 200;

/** A row of a crosswalk as one of its two occupations sees it. */
export interface OccupationCrosswalk extends Record<string, unknown> {
  readonly occupationId: OccupationId;
  /** Read from this occupation to the other. */
  readonly kind: OccupationCrosswalkKind;
  readonly confidence: number;
  readonly vintage: string | null;
  /** Short code of the framework whose code `targetRef` is; empty where that is a URI. */
  readonly targetFramework: string;
  readonly targetRef: string;
  /** Null while the other occupation is not loaded. */
  readonly targetId: OccupationId | null;
}

/** What crosswalks say of the occupations, seen from each, surest first; at most 200 an occupation. */
export async function findOccupationCrosswalks(db: Db, ids: readonly OccupationId[]): Promise<OccupationCrosswalk[]> {
  const rows = await query<OccupationCrosswalk & { occupationId: string; targetId: string | null }>(
    db,
    sql`
    with asked as (select id from ${rowsOf(
      ids.map((id) => ({ id })),
      'id bigint',
    )} as input),
    edges as (
      select from_id as occupation_id, kind::text, confidence, vintage, to_framework, to_ref, to_id
      from occupation_crosswalk join asked on asked.id = from_id
      union all
      select to_id, case kind when 'BROADER' then 'NARROWER' when 'NARROWER' then 'BROADER' else kind::text end, confidence,
             vintage, from_framework, from_ref, from_id
      from occupation_crosswalk join asked on asked.id = to_id)
    select occupation_id as "occupationId", kind, confidence, vintage, to_framework as "targetFramework",
           to_ref as "targetRef", to_id as "targetId"
    from (select *, row_number() over (
            partition by occupation_id order by confidence desc, to_framework, to_ref, kind) as place from edges) ranked
    where place <= ${CROSSWALKS_AT_MOST} order by occupation_id, place`,
  );
  return rows.map((row) => ({
    ...row,
    occupationId: Number(row.occupationId) as OccupationId,
    targetId: row.targetId === null ? null : (Number(row.targetId) as OccupationId),
  }));
}
