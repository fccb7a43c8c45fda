import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LevelId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { type LevelWords, levelKey } from './level-words.ts';

/**
 * The levels of loaded scales that words name exactly: by the level's address, or by its name or rank on a scale named by address
 * or by name. Words that name none, or several, are absent: nothing is guessed here.
 *
 * @returns  by `levelKey`
 */
export async function findLevelsByWords(db: Db, stated: readonly LevelWords[]): Promise<Map<string, LevelId>> {
  if (stated.length === 0) return new Map();
  const words = [...new Map(stated.map((each) => [levelKey(each), each]))];
  const rows = await query<{ key: string; id: string }>(
    db,
    sql`
    with words as (
      select * from ${rowsOf(
        words.map(([key, each]) => ({ key, ...each })),
        'key text, name text, value numeric, scale text',
      )} as input),
    found as (
      select key, level.id, 1 as rank from words join level on level.uri = words.name
      union
      select key, level.id, 2 from words
      join level_scale on level_scale.uri = words.scale
        or exists (select 1 from jsonb_each_text(level_scale.name) text where lower(text.value) = lower(words.scale))
      join level on level.scale_id = level_scale.id
        and (words.name is null or exists (
          select 1 from jsonb_each_text(level.name) text where lower(text.value) = lower(words.name)))
        and (words.value is null or level.rank = words.value)
      where words.name is not null or words.value is not null)
    select key, min(id) as id from found
    where rank = (select min(rank) from found best where best.key = found.key)
    group by key having count(*) = 1`,
  );
  return new Map(rows.map(({ key, id }) => [key, Number(id) as LevelId]));
}
