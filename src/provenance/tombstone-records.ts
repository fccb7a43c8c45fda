import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ImportRunId, SourceId } from '../db/ids.ts';
import { query } from '../db/rows.ts';

/** Marks the records of the given kinds gone that the run did not meet; returns how many. */
export async function tombstoneRecords(
  db: Db,
  sourceId: SourceId,
  runId: ImportRunId,
  kinds: readonly string[],
): Promise<number> {
  const [row] = await query<{ gone: number }>(
    db,
    sql`with gone as (
          update source_record record set tombstoned_at = now(), changed_run_id = ${runId}
          where record.source_id = ${sourceId} and record.tombstoned_at is null
            and record.kind in (select value from json_array_elements_text(${JSON.stringify(kinds)}::json))
            and not exists (select 1 from import_seen seen
              where seen.run_id = ${runId} and seen.kind = record.kind and seen.near_id = record.id)
          returning 1)
        select count(*)::int as gone from gone`,
  );
  return row?.gone ?? 0;
}
