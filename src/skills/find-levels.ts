import { asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LevelId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { fail, ok, type Result } from '../problem.ts';
import { level, levelScale } from './tables.ts';

export type Level = typeof level.$inferSelect;
/** A scale with its levels, lowest first. */
export type LevelScale = typeof levelScale.$inferSelect & { readonly levels: readonly Level[] };

/** All scales, each with its levels, in the order they came to be known. */
export async function findLevelScales(db: Db): Promise<LevelScale[]> {
  const scales = await db.select().from(levelScale).orderBy(asc(levelScale.id));
  const levels = await db.select().from(level).orderBy(asc(level.rank));
  return scales.map((scale) => ({ ...scale, levels: levels.filter(({ scaleId }) => scaleId === scale.id) }));
}

/** A level that is there. */
export async function checkLevel(db: Db, id: LevelId, field: string): Promise<Result<LevelId, 'NOT_FOUND'>> {
  const there = await db.$count(level, eq(level.id, id));
  return there > 0 ? ok(id) : fail('NOT_FOUND', 'there is no level with that id; take one of levelScales', field);
}

/**
 * Levels of loaded scales by address. An address is the only thing that ties a level somebody reached to a scale: the same
 * word means another level in another scale.
 */
export async function findLevelsByUri(db: Db, uris: readonly string[]): Promise<Map<string, LevelId>> {
  if (uris.length === 0) return new Map();
  const rows = await query<{ uri: string; id: string }>(
    db,
    sql`select uri, min(id) as id from level
        where uri in (select uri from ${rowsOf(
          [...new Set(uris)].map((uri) => ({ uri })),
          'uri text',
        )} as input)
        group by uri having count(*) = 1`,
  );
  return new Map(rows.map(({ uri, id }) => [uri, Number(id) as LevelId]));
}
