import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ImportRunId, SourceId } from '../db/ids.ts';
import { query } from '../db/rows.ts';

/** Names a row of a crosswalk among those a run met: its ends may have no id yet. */
export const CROSSWALK_NAME =
  "md5(edge.from_framework || ' ' || edge.from_ref || ' ' || edge.kind || ' ' || edge.to_framework || ' ' || edge.to_ref)";

/** Kinds of edge that a complete read may find gone, with the table and the columns that name one. */
const EDGE_TABLES = {
  'skill-relation': {
    table: 'skill_relation',
    near: 'edge.from_id',
    far: '0',
    edge: "edge.kind || ' ' || edge.to_uri",
  },
  'occupation-relation': { table: 'occupation_relation', near: 'edge.from_id', far: 'edge.broader_id', edge: "''" },
  'occupation-skill': {
    table: 'occupation_skill',
    near: 'edge.occupation_id',
    far: 'edge.skill_id',
    edge: 'edge.relation::text',
  },
  'occupation-crosswalk': { table: 'occupation_crosswalk', near: '0', far: '0', edge: CROSSWALK_NAME },
} as const;

export type EdgeKind = keyof typeof EDGE_TABLES;

export function isEdgeKind(kind: string): kind is EdgeKind {
  return kind in EDGE_TABLES;
}

/** Deletes a source's edges of one kind that the run did not meet; returns how many. */
export async function dropUnseenEdges(db: Db, kind: EdgeKind, sourceId: SourceId, runId: ImportRunId): Promise<number> {
  const { table, near, far, edge } = EDGE_TABLES[kind];
  const [row] = await query<{ dropped: number }>(
    db,
    sql`with dropped as (
          delete from ${sql.identifier(table)} edge
          where edge.source_id = ${sourceId} and not exists (
            select 1 from import_seen seen
            where seen.run_id = ${runId} and seen.kind = ${kind} and seen.near_id = ${sql.raw(near)}
              and seen.far_id = ${sql.raw(far)} and seen.edge = ${sql.raw(edge)})
          returning 1)
        select count(*)::int as dropped from dropped`,
  );
  return row?.dropped ?? 0;
}

/** Marks skills and occupations gone whose source no longer states them in any language. */
export async function tombstoneConcepts(db: Db, sourceId: SourceId): Promise<void> {
  for (const table of ['skill', 'occupation']) {
    await db.execute(
      sql`update ${sql.identifier(table)} concept set tombstoned_at = now(), updated_at = now()
          from source_record stated
          where concept.source_record_id = stated.id and stated.source_id = ${sourceId}
            and stated.tombstoned_at is not null and concept.tombstoned_at is null
            and not exists (select 1 from source_record other
              where other.source_id = ${sourceId} and other.key = stated.key
                and split_part(other.kind, ':', 1) = split_part(stated.kind, ':', 1) and other.tombstoned_at is null)`,
    );
  }
}
