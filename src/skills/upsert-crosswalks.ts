import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ImportRunId, SourceId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { OccupationCrosswalkKind } from './skill.ts';
import { CROSSWALK_NAME } from './tombstone.ts';

/** What names an occupation that may not be loaded: a URI, or the code it has in a framework. */
export interface OccupationRef {
  readonly framework?: string;
  readonly ref: string;
}

export interface CrosswalkToUpsert {
  readonly from: OccupationRef;
  readonly to: OccupationRef;
  readonly kind: OccupationCrosswalkKind;
  readonly confidence: number;
  readonly vintage?: string;
  readonly raw?: unknown;
}

export interface CrosswalkOutcome {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

/**
 * A FROM item: the occupation that a framework's short code (empty for none) and a code or URI name, as column `id`. Where two
 * frameworks state a URI, the one imported first.
 */
function occupationNamed(framework: SQL, ref: SQL): SQL {
  return sql`(
    select id from (
      select id, framework_id from occupation where ${framework} = '' and uri = ${ref} and tombstoned_at is null
      union all
      select id, framework_id from occupation
      where ${framework} <> '' and code = ${ref} and tombstoned_at is null
        and framework_id = (select id from framework where code = ${framework})) named
    order by framework_id, id limit 1)`;
}

/**
 * Writes rows of a crosswalk between occupations, whether or not its ends are loaded: in one statement, and none for rows equal
 * to stored ones.
 *
 * @param rows  distinct by ends and kind
 */
export async function upsertOccupationCrosswalks(
  db: Db,
  { sourceId, seenRunId }: { readonly sourceId: SourceId; readonly seenRunId: ImportRunId | null },
  rows: readonly CrosswalkToUpsert[],
): Promise<CrosswalkOutcome> {
  const input = rows.map(({ from, to, ...row }) => ({
    ...row,
    ...{ fromFramework: from.framework ?? '', fromRef: from.ref, toFramework: to.framework ?? '', toRef: to.ref },
  }));
  const [outcome] = await query<CrosswalkOutcome & Record<string, unknown>>(
    db,
    sql`
    with edge as materialized (
      select "fromFramework" as from_framework, "fromRef" as from_ref, kind, "toFramework" as to_framework,
             "toRef" as to_ref, confidence, vintage, raw
      from ${rowsOf(
        input,
        `"fromFramework" text, "fromRef" text, kind occupation_crosswalk_kind, "toFramework" text, "toRef" text,
         confidence real, vintage text, raw jsonb`,
      )} as input),
    resolved as materialized (
      select edge.*, near.id as from_id, far.id as to_id, old.source_id is null as is_new,
             (old.confidence, old.vintage, old.raw, old.from_id, old.to_id)
               is distinct from (edge.confidence, edge.vintage, edge.raw, near.id, far.id) as is_changed
      from edge
      left join lateral ${occupationNamed(sql`edge.from_framework`, sql`edge.from_ref`)} near on true
      left join lateral ${occupationNamed(sql`edge.to_framework`, sql`edge.to_ref`)} far on true
      left join occupation_crosswalk old
        on old.source_id = ${sourceId} and old.from_framework = edge.from_framework and old.from_ref = edge.from_ref
          and old.kind = edge.kind and old.to_framework = edge.to_framework and old.to_ref = edge.to_ref),
    seen as (
      insert into import_seen (run_id, kind, near_id, far_id, edge)
      select ${seenRunId}::bigint, 'occupation-crosswalk', 0, 0, ${sql.raw(CROSSWALK_NAME)} from edge
      where ${seenRunId}::bigint is not null
      on conflict do nothing),
    written as (
      insert into occupation_crosswalk (source_id, from_framework, from_ref, from_id, kind, to_framework, to_ref, to_id,
                                        confidence, vintage, raw)
      select ${sourceId}, from_framework, from_ref, from_id, kind, to_framework, to_ref, to_id, confidence, vintage, raw
      from resolved where is_new or is_changed
      on conflict (source_id, from_framework, from_ref, kind, to_framework, to_ref) do update
        set from_id = excluded.from_id, to_id = excluded.to_id, confidence = excluded.confidence,
            vintage = excluded.vintage, raw = excluded.raw)
    select count(*) filter (where is_new)::int as created,
           count(*) filter (where not is_new and is_changed)::int as updated,
           count(*) filter (where not is_new and not is_changed)::int as unchanged
    from resolved`,
  );
  if (!outcome) throw new Error('occupation-crosswalk: the statement returned no counts');
  return outcome;
}

/** Ties rows that waited for an end to occupations that have come since, or come back; returns how many. */
export async function resolveOccupationCrosswalks(db: Db): Promise<number> {
  const [row] = await query<{ resolved: number }>(
    db,
    sql`with found as (
          select edge.source_id, edge.from_framework, edge.from_ref, edge.kind, edge.to_framework, edge.to_ref,
                 coalesce(edge.from_id, near.id) as from_id, coalesce(edge.to_id, far.id) as to_id
          from occupation_crosswalk edge
          left join lateral ${occupationNamed(sql`edge.from_framework`, sql`edge.from_ref`)} near on edge.from_id is null
          left join lateral ${occupationNamed(sql`edge.to_framework`, sql`edge.to_ref`)} far on edge.to_id is null
          where (edge.from_id is null or edge.to_id is null) and (near.id is not null or far.id is not null)),
        resolved as (
          update occupation_crosswalk edge set from_id = found.from_id, to_id = found.to_id from found
          where (edge.source_id, edge.from_framework, edge.from_ref, edge.kind, edge.to_framework, edge.to_ref)
              = (found.source_id, found.from_framework, found.from_ref, found.kind, found.to_framework, found.to_ref)
          returning 1)
        select count(*)::int as resolved from resolved`,
  );
  return row?.resolved ?? 0;
}
