import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import { query } from '../db/rows.ts';
import { resolveOccupationCrosswalks } from './upsert-crosswalks.ts';

/** Ties crosswalks that waited for an end to the skills and occupations that have come since; returns how many. */
export async function resolveCrosswalks(db: Db): Promise<number> {
  const [row] = await query<{ resolved: number }>(
    db,
    sql`with resolved as (
          update skill_relation edge set to_id = far.id
          from (select distinct on (uri) id, uri from skill where tombstoned_at is null order by uri, framework_id) far
          where edge.to_id is null and far.uri = edge.to_uri
          returning 1)
        select count(*)::int as resolved from resolved`,
  );
  return (row?.resolved ?? 0) + (await resolveOccupationCrosswalks(db));
}
