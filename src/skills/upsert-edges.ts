import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { FrameworkId, ImportRunId, SourceId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { OccupationSkillRelation, SkillRelationKind } from './skill.ts';

/**
 * Who states the edges, in which framework their ends lie (null: a crosswalk between skills of any), and the run that notes them as
 * met (null: nothing to note).
 */
export interface EdgeContext {
  readonly frameworkId: FrameworkId | null;
  readonly sourceId: SourceId;
  readonly seenRunId: ImportRunId | null;
}

/** What became of a batch. The last two hold positions in the batch whose end is a URI no concept has. */
export interface EdgeOutcome {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly unknownFrom: readonly number[];
  readonly unknownTo: readonly number[];
}

/** Keeps a stored edge's look-up apart from the joins around it: taken with them it goes by one column of its key and filters. */
const BY_KEY = sql`offset 0`;

interface Ends {
  readonly from: string;
  readonly to: string;
}

/** Writes edges from skill to skill. A crosswalk may lead to a URI that is not here yet: it is kept and resolved later. */
export function upsertSkillRelations(
  db: Db,
  context: EdgeContext,
  edges: readonly (Ends & {
    kind: SkillRelationKind;
    isCrosswalk: boolean;
    confidence?: number;
    vintage?: string;
    raw?: unknown;
  })[],
): Promise<EdgeOutcome> {
  return write(db, context, edges, {
    name: 'skill-relation',
    columns: 'kind skill_relation_kind, "isCrosswalk" boolean, confidence real, vintage text, raw jsonb',
    resolved: sql`
      select input.*, near.id as near_id, far.id as far_id, 0 as seen_far_id, input.kind || ' ' || input."to" as edge,
             near.id is null as no_from, far.id is null and not input."isCrosswalk" as no_to,
             old.from_id is null as is_new,
             (old.confidence, old.vintage, old.to_id, old.raw)
               is distinct from (coalesce(input.confidence, 1), input.vintage, far.id, input.raw) as is_changed
      from input
      left join ${
        context.frameworkId === null
          ? sql`lateral (select id from skill where uri = input."from" and tombstoned_at is null
                         order by framework_id limit 1) near on true`
          : sql`skill near on near.uri = input."from" and near.framework_id = ${context.frameworkId}`
      }
      left join lateral (
        select id from skill where uri = input."to" and tombstoned_at is null
          and (input."isCrosswalk" or framework_id = ${context.frameworkId})
        order by framework_id limit 1) far on true
      left join lateral (
        select * from skill_relation where from_id = near.id and kind = input.kind and to_uri = input."to"
          and source_id = ${context.sourceId} ${BY_KEY}) old on true`,
    insert: sql`
      insert into skill_relation (from_id, kind, to_uri, to_id, confidence, source_id, vintage, raw)
      select near_id, kind, "to", far_id, coalesce(confidence, 1), ${context.sourceId}, vintage, raw from news
      on conflict (from_id, kind, to_uri, source_id) do update
        set to_id = excluded.to_id, confidence = excluded.confidence, vintage = excluded.vintage, raw = excluded.raw`,
  });
}

/** Writes "`from` is under the heading `to`" between occupations. */
export function upsertOccupationRelations(db: Db, context: EdgeContext, edges: readonly Ends[]): Promise<EdgeOutcome> {
  return write(db, context, edges, {
    name: 'occupation-relation',
    columns: '',
    resolved: sql`
      select input.*, near.id as near_id, far.id as far_id, far.id as seen_far_id, '' as edge,
             near.id is null as no_from, far.id is null as no_to, old.from_id is null as is_new, false as is_changed
      from input
      left join occupation near on near.uri = input."from" and near.framework_id = ${context.frameworkId}
      left join occupation far on far.uri = input."to" and far.framework_id = ${context.frameworkId}
      left join lateral (
        select * from occupation_relation where from_id = near.id and broader_id = far.id
          and source_id = ${context.sourceId} ${BY_KEY}) old on true`,
    insert: sql`
      insert into occupation_relation (from_id, broader_id, source_id)
      select near_id, far_id, ${context.sourceId} from news
      on conflict do nothing`,
  });
}

/** Writes "occupation `from` needs skill `to`". */
export function upsertOccupationSkills(
  db: Db,
  context: EdgeContext,
  edges: readonly (Ends & {
    relation: OccupationSkillRelation;
    confidence?: number;
    importance?: number;
    level?: { scaleUri: string; value: number };
    raw?: unknown;
  })[],
): Promise<EdgeOutcome> {
  const rows = edges.map(({ level, ...edge }) => ({ ...edge, scale: level?.scaleUri, level: level?.value }));
  return write(db, context, rows, {
    name: 'occupation-skill',
    columns: 'relation occupation_skill_relation, confidence real, importance real, level real, scale text, raw jsonb',
    resolved: sql`
      select input.*, near.id as near_id, far.id as far_id, far.id as seen_far_id, input.relation::text as edge,
             near.id is null as no_from, far.id is null as no_to, old.occupation_id is null as is_new, scales.id as scale_id,
             (old.confidence, old.importance, old.level, old.level_scale_id, old.raw) is distinct from
               (coalesce(input.confidence, 1), input.importance, input.level, scales.id, input.raw) as is_changed
      from input
      left join level_scale scales on scales.uri = input.scale
      left join occupation near on near.uri = input."from" and near.framework_id = ${context.frameworkId}
      left join skill far on far.uri = input."to" and far.framework_id = ${context.frameworkId}
      left join lateral (
        select * from occupation_skill where occupation_id = near.id and relation = input.relation
          and skill_id = far.id and source_id = ${context.sourceId} ${BY_KEY}) old on true`,
    insert: sql`
      insert into occupation_skill (occupation_id, relation, skill_id, confidence, importance, level, level_scale_id, raw,
                                    source_id)
      select near_id, relation, far_id, coalesce(confidence, 1), importance, level, scale_id, raw, ${context.sourceId} from news
      on conflict (occupation_id, relation, skill_id, source_id) do update
        set confidence = excluded.confidence, importance = excluded.importance, level = excluded.level,
            level_scale_id = excluded.level_scale_id, raw = excluded.raw`,
  });
}

interface EdgeTable {
  /** Kind under which the run notes the edge as met. */
  readonly name: string;
  readonly columns: string;
  /** One row an edge: both ids, and whether each end is unknown, the edge new, or changed. */
  readonly resolved: SQL;
  /** Inserts from `news`. */
  readonly insert: SQL;
}

/** Resolves, compares, notes and writes a batch in one statement; edges equal to stored ones cause no write. */
async function write(
  db: Db,
  { seenRunId }: EdgeContext,
  edges: readonly Ends[],
  table: EdgeTable,
): Promise<EdgeOutcome> {
  const columns = ['ord integer', '"from" text', '"to" text', table.columns].filter((part) => part !== '').join(', ');
  const rows = edges.map((edge, ord) => ({ ord, ...edge }));
  const [outcome] = await query<{
    created: number;
    updated: number;
    unchanged: number;
    unknownFrom: number[] | null;
    unknownTo: number[] | null;
  }>(
    db,
    sql`
    with input as materialized (select * from ${rowsOf(rows, columns)} as rows),
    resolved as materialized (${table.resolved}),
    good as (select * from resolved where not no_from and not no_to),
    seen as (
      insert into import_seen (run_id, kind, near_id, far_id, edge)
      select ${seenRunId}::bigint, ${table.name}, near_id, seen_far_id, edge from good
      where ${seenRunId}::bigint is not null
      on conflict do nothing),
    news as materialized (select * from good where is_new or is_changed),
    written as (${table.insert})
    select count(*) filter (where is_new and not no_from and not no_to)::int as created,
           count(*) filter (where not is_new and is_changed and not no_from and not no_to)::int as updated,
           count(*) filter (where not is_new and not is_changed and not no_from and not no_to)::int as unchanged,
           json_agg(ord order by ord) filter (where no_from) as "unknownFrom",
           json_agg(ord order by ord) filter (where no_to and not no_from) as "unknownTo"
    from resolved`,
  );
  if (!outcome) throw new Error(`${table.name}: the statement returned no counts`);
  return { ...outcome, unknownFrom: outcome.unknownFrom ?? [], unknownTo: outcome.unknownTo ?? [] };
}
