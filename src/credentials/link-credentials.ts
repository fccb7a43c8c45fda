import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { SourceId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { findSkillsByWords } from '../skills/index.ts';

/** Ties skill statements and stack edges that waited for their other end to what has come since; returns how many skills. */
export async function linkCredentials(db: Db): Promise<number> {
  await db.execute(
    sql`update credential_relation edge set to_id = far.id from credential far
        where edge.to_id is null and far.uri = edge.to_uri`,
  );
  const waiting = await query<{ statement: string }>(
    db,
    sql`select distinct statement from credential_skill where skill_id is null`,
  );
  const links = await findSkillsByWords(
    db,
    waiting.map(({ statement }) => statement),
  );
  const rows = [...links].map(([statement, link]) => ({ statement, ...link }));
  if (rows.length === 0) return 0;
  await db.execute(
    sql`update credential_skill edge set skill_id = input."skillId", how = input.how
        from ${rowsOf(rows, 'statement text, "skillId" bigint, how link_method')} as input
        where edge.skill_id is null and edge.statement = input.statement`,
  );
  return rows.length;
}

/** Marks credentials gone whose source record is; returns nothing, since the run counts records. */
export async function tombstoneCredentials(db: Db, sourceId: SourceId): Promise<void> {
  await db.execute(
    sql`update credential set tombstoned_at = now(), updated_at = now() from source_record record
        where credential.source_record_id = record.id and record.source_id = ${sourceId}
          and record.tombstoned_at is not null and credential.tombstoned_at is null`,
  );
}
