import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { SkillId } from '../db/ids.ts';
import { findReviewSource } from '../provenance/index.ts';
import type { SuggestedRelation } from './link-review.ts';

/** Asserts an edge between skills of two frameworks as this hub's reviewers. Asserted again it stays as it is. */
export async function assertEdge(tx: Db, fromId: SkillId, kind: SuggestedRelation, toId: SkillId): Promise<void> {
  const sourceId = await findReviewSource(tx);
  await tx.execute(
    sql`insert into skill_relation (from_id, kind, to_uri, to_id, confidence, source_id, vintage)
        select ${fromId}, ${kind}, uri, id, 1, ${sourceId}, to_char(now() at time zone 'UTC', 'YYYY-MM-DD')
        from skill where id = ${toId}
        on conflict do nothing`,
  );
}

/** Takes back what reviewers asserted; what sources assert themselves stays. */
export async function withdrawEdge(tx: Db, fromId: SkillId, kind: SuggestedRelation, toId: SkillId): Promise<void> {
  const sourceId = await findReviewSource(tx);
  await tx.execute(
    sql`delete from skill_relation
        where from_id = ${fromId} and kind = ${kind} and to_id = ${toId} and source_id = ${sourceId}`,
  );
}
