import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import { query } from '../db/rows.ts';
import type { ExportRecord } from '../formats/export.ts';
import type { OccupationSkillRelation, SkillRelationKind } from '../skills/skill.ts';
import type { FrameworkScope } from './framework-scope.ts';

/** Concepts whose edges are read by one statement; ESCO has about ten a concept. */
const CONCEPTS_AT_ONCE = 1_000;
const COLUMNS = { from: 'from', to: 'to' };

interface SkillEdge extends Record<string, unknown> {
  readonly from: string;
  readonly kind: SkillRelationKind;
  readonly to: string;
  readonly isCrosswalk: boolean;
  readonly confidence: number;
  readonly vintage: string | null;
  readonly raw: unknown;
  readonly isOwn: boolean;
}

/**
 * Relations of a framework's living skills. What several sources state is read once: as the format written states it where one of
 * them is of that format, each wording that differs; else as the first source does.
 */
export async function* readSkillRelations(db: Db, scope: FrameworkScope): AsyncGenerator<ExportRecord> {
  for await (const [first, last] of blocks(db, scope, sql`skill`)) {
    const edges = await query<SkillEdge>(
      db,
      sql`with edge as (
            select near.uri as "from", relation.kind, relation.to_uri as "to", relation.from_id, relation.source_id,
                   far.framework_id is distinct from near.framework_id as "isCrosswalk",
                   relation.confidence, relation.vintage, relation.raw, source.format = ${scope.formatName} as "isOwn",
                   max((source.format = ${scope.formatName})::int) over same as "ownBeside",
                   row_number() over (same order by relation.source_id) as "nth",
                   row_number() over (partition by relation.from_id, relation.kind, relation.to_uri,
                     source.format = ${scope.formatName}, relation.raw order by relation.source_id desc) as "nthAlike"
            from skill_relation relation
            join skill near on near.id = relation.from_id
            join source on source.id = relation.source_id
            left join skill far on far.id = relation.to_id
            where near.framework_id = ${scope.frameworkId} and near.tombstoned_at is null
              and relation.from_id between ${first} and ${last}
              and (far.tombstoned_at is null or far.framework_id <> near.framework_id)
            window same as (partition by relation.from_id, relation.kind, relation.to_uri))
          select "from", kind, "to", "isCrosswalk", confidence, vintage, raw, "isOwn" from edge
          where case when "ownBeside" = 1 then "isOwn" and "nthAlike" = 1 else "nth" = 1 end
          order by from_id, kind, "to", source_id`,
    );
    for (const { confidence, vintage, raw, isOwn, ...edge } of edges) {
      yield {
        record: {
          type: 'skill-relation',
          place: { file: scope.code },
          columns: COLUMNS,
          ...edge,
          ...(confidence !== 1 && { confidence }),
          ...(vintage !== null && { vintage }),
          ...(raw !== null && { raw }),
        },
        isOwn,
      };
    }
  }
}

/** The headings of a framework's living occupations, and the skills these need. */
export async function* readOccupationEdges(db: Db, scope: FrameworkScope): AsyncGenerator<ExportRecord> {
  const common = { place: { file: scope.code }, columns: COLUMNS };
  for await (const [first, last] of blocks(db, scope, sql`occupation`)) {
    const headings = await query<{ from: string; to: string; isOwn: boolean }>(
      db,
      sql`select near.uri as "from", far.uri as "to", bool_or(source.format = ${scope.formatName}) as "isOwn"
          from occupation_relation relation
          join occupation near on near.id = relation.from_id
          join occupation far on far.id = relation.broader_id and far.tombstoned_at is null
          join source on source.id = relation.source_id
          where near.framework_id = ${scope.frameworkId} and near.tombstoned_at is null
            and near.id between ${first} and ${last}
          group by near.id, far.id order by near.id, far.id`,
    );
    for (const { isOwn, ...ends } of headings) {
      yield { record: { type: 'occupation-relation', ...common, ...ends }, isOwn };
    }
  }
  for await (const [first, last] of blocks(db, scope, sql`occupation`)) {
    const needs = await query<{
      from: string;
      to: string;
      relation: OccupationSkillRelation;
      confidence: number;
      isOwn: boolean;
    }>(
      db,
      sql`select near.uri as "from", far.uri as "to", edge.relation, max(edge.confidence) as confidence,
                 bool_or(source.format = ${scope.formatName}) as "isOwn"
          from occupation_skill edge
          join occupation near on near.id = edge.occupation_id
          join skill far on far.id = edge.skill_id and far.tombstoned_at is null
          join source on source.id = edge.source_id
          where near.framework_id = ${scope.frameworkId} and near.tombstoned_at is null
            and near.id between ${first} and ${last}
          group by near.id, edge.relation, far.id order by near.id, edge.relation, far.id`,
    );
    for (const { isOwn, confidence, ...edge } of needs) {
      const record = { type: 'occupation-skill' as const, ...common, ...edge, ...(confidence !== 1 && { confidence }) };
      yield { record, isOwn };
    }
  }
}

/** First and last id of each block of the framework's living concepts. */
async function* blocks(
  db: Db,
  { frameworkId }: FrameworkScope,
  table: SQL,
): AsyncGenerator<readonly [first: string, last: string]> {
  let after = '0';
  for (;;) {
    const [block] = await query<{ first: string | null; last: string | null }>(
      db,
      sql`select min(id) as first, max(id) as last from (
            select id from ${table} where framework_id = ${frameworkId} and tombstoned_at is null and id > ${after}
            order by id limit ${CONCEPTS_AT_ONCE}) block`,
    );
    if (!block || block.first === null || block.last === null) return;
    yield [block.first, block.last];
    after = block.last;
  }
}
