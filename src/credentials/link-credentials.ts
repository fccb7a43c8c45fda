import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { SourceId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { findSkillsByWords } from '../skills/index.ts';
import type { LinkMethod } from './credential.ts';

/**
 * Ties skill statements and stack edges that waited for their other end to what has come since, and statements that were tied by a
 * decision to what is decided now; returns how many skill statements changed.
 */
export async function linkCredentials(db: Db): Promise<number> {
  await db.execute(
    sql`update credential_relation edge set to_id = far.id from credential far
        where edge.to_id is null and far.uri = edge.to_uri`,
  );
  const mayChange = sql`(edge.skill_id is null or edge.how in ('REVIEWED', 'SUGGESTED_ACCEPTED_BY_RULE'))`;
  const waiting = await query<{ statement: string; skillId: string | null; how: LinkMethod }>(
    db,
    sql`select distinct statement, skill_id as "skillId", how from credential_skill edge where ${mayChange}`,
  );
  const links = await findSkillsByWords(
    db,
    waiting.map(({ statement }) => statement),
  );
  const rows = waiting.flatMap(({ statement, skillId, how }) => {
    const link = links.get(statement) ?? { skillId: null, how: 'UNRESOLVED' as const };
    const isSame = link.how === how && link.skillId === (skillId === null ? null : Number(skillId));
    return isSame ? [] : [{ statement, ...link }];
  });
  if (rows.length === 0) return 0;
  await db.execute(
    sql`update credential_skill edge set skill_id = input."skillId", how = input.how
        from ${rowsOf(rows, 'statement text, "skillId" bigint, how link_method')} as input
        where ${mayChange} and edge.statement = input.statement`,
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
