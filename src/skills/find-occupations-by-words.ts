import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { OccupationId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { labelKey } from './skill.ts';

/**
 * The occupation that words name exactly: by URI, then code, then label or alias, in any language. Between equals the framework
 * imported first wins. Words that name nothing are absent.
 */
export async function findOccupationsByWords(db: Db, words: readonly string[]): Promise<Map<string, OccupationId>> {
  const distinct = [...new Set(words)].map((word) => ({ word: word.trim(), asked: word, key: labelKey(word) }));
  if (distinct.length === 0) return new Map();
  const rows = await query<{ asked: string; id: string }>(
    db,
    sql`
    with words as (select * from ${rowsOf(distinct, 'word text, asked text, key text')} as input),
    found as (
      select asked, occupation.id, framework_id, 1 as rank from words join occupation on uri = word
        where tombstoned_at is null
      union all
      select asked, occupation.id, framework_id, 2 from words join occupation on code = word
        where tombstoned_at is null and kind = 'OCCUPATION'
      union all
      select asked, occupation.id, framework_id, 3 from words join occupation on label_keys @> array[key]
        where tombstoned_at is null and kind = 'OCCUPATION')
    select distinct on (asked) asked, id from found order by asked, rank, framework_id, id`,
  );
  return new Map(rows.map(({ asked, id }) => [asked, Number(id) as OccupationId]));
}
