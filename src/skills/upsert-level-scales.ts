import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LocalizedText } from '../db/columns.ts';
import { rowsOf } from '../db/rows.ts';

export interface LevelScaleToUpsert {
  readonly uri: string;
  readonly name: LocalizedText;
  /** Each rank once; a higher one is more proficient. */
  readonly levels: readonly { readonly rank: number; readonly name: LocalizedText; readonly uri?: string }[];
}

/** Writes scales by URI and their levels by rank. A level that is no longer stated stays: evidence may name it. */
export async function upsertLevelScales(db: Db, scales: readonly LevelScaleToUpsert[]): Promise<void> {
  await db.execute(
    sql`insert into level_scale (uri, name)
        select uri, name from ${rowsOf(
          scales.map(({ uri, name }) => ({ uri, name })),
          'uri text, name jsonb',
        )} as input
        on conflict (uri) do update set name = excluded.name where level_scale.name is distinct from excluded.name`,
  );
  const levels = scales.flatMap(({ uri: scale, levels }) => levels.map((level) => ({ scale, ...level })));
  if (levels.length === 0) return;
  await db.execute(
    sql`insert into level (scale_id, rank, name, uri)
        select level_scale.id, input.rank, input.name, input.uri
        from ${rowsOf(levels, 'scale text, rank integer, name jsonb, uri text')} as input
        join level_scale on level_scale.uri = input.scale
        on conflict (scale_id, rank) do update set name = excluded.name, uri = excluded.uri
        where (level.name, level.uri) is distinct from (excluded.name, excluded.uri)`,
  );
}
