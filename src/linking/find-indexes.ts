import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { FrameworkId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import { buildSkillIndex } from '../queue/jobs.ts';
import { enqueueAll } from '../queue/outbox.ts';
import { INDEX_VERSION } from '../ranker/index.ts';

/** A framework that has skills, and the index of them that is stored, if any. */
export interface FrameworkIndex {
  readonly frameworkId: FrameworkId;
  /** Null before the first is built that this release reads. */
  readonly stored: StoredIndex | null;
}

/** An index as it lies in the database. */
export interface StoredIndex {
  readonly frameworkId: FrameworkId;
  readonly build: string;
  readonly skills: number;
  readonly size: number;
  readonly chunks: number;
}

/**
 * What a framework's skills are like now, in one word: of how many and when changed last, and by how many edges they hang together.
 * An index of another stamp, or of another version of how it is built, is to be built anew.
 */
const STAMP: SQL = sql`(
  select ${`${INDEX_VERSION}:`} || md5(concat_ws(' ', count(*), count(tombstoned_at), extract(epoch from max(skill.updated_at)),
           (select count(*) from skill_relation edge join skill child on child.id = edge.from_id
            where child.framework_id = framework.id and edge.kind = 'BROADER')))
  from skill where skill.framework_id = framework.id)`;

/** Frameworks that have skills, oldest first, with their indexes; only the one of a short code where one is given. */
export async function findIndexes(db: Db, framework: string | null): Promise<FrameworkIndex[]> {
  const rows = await query<{ frameworkId: string; build: string | null; skills: number; size: number; chunks: number }>(
    db,
    sql`select framework.id as "frameworkId", build, skills, size, chunks
        from framework left join skill_index stored
          on stored.framework_id = framework.id and starts_with(stored.stamp, ${`${INDEX_VERSION}:`})
        where (${framework}::text is null or framework.code = ${framework})
          and exists (select 1 from skill where skill.framework_id = framework.id)
        order by framework.id`,
  );
  return rows.map(({ frameworkId: id, build, ...stored }) => {
    const frameworkId = Number(id) as FrameworkId;
    return { frameworkId, stored: build === null ? null : { frameworkId, build, ...stored } };
  });
}

/** The stamp of a framework's skills as they are now; null where there is no such framework. */
export async function findStamp(
  db: Db,
  frameworkId: FrameworkId,
): Promise<{ now: string; built: string | null } | null> {
  const [row] = await query<{ now: string; built: string | null }>(
    db,
    sql`select ${STAMP} as now, (select stamp from skill_index where framework_id = framework.id) as built
        from framework where id = ${frameworkId}`,
  );
  return row ?? null;
}

/** Asks, in the caller's transaction, for indexes of all frameworks whose skills are no longer as when theirs was built. */
export async function requestIndexes(tx: Db): Promise<void> {
  const stale = await query<{ id: string }>(
    tx,
    sql`select framework.id from framework left join skill_index stored on stored.framework_id = framework.id
        where exists (select 1 from skill where skill.framework_id = framework.id)
          and stored.stamp is distinct from ${STAMP}
        order by framework.id`,
  );
  await enqueueAll(
    tx,
    buildSkillIndex,
    stale.map(({ id }) => ({ frameworkId: Number(id) as FrameworkId })),
  );
}
