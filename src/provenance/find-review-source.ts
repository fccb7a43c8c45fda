import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { SourceId } from '../db/ids.ts';
import { query } from '../db/rows.ts';

/** Format of the source that stands for what reviewers of this hub assert: nothing is read from it. */
export const REVIEW_FORMAT = 'link-review';

/** The source of what this hub's reviewers assert, made when there is none. It is in no list of sources to read. */
export async function findReviewSource(db: Db): Promise<SourceId> {
  await db.execute(
    sql`insert into source (format, location, name, removed_at)
        values (${REVIEW_FORMAT}, 'urn:tessera:link-reviews', 'Reviewers of this hub', now()) on conflict do nothing`,
  );
  const [row] = await query<{ id: string }>(db, sql`select id from source where format = ${REVIEW_FORMAT}`);
  if (!row) throw new Error('the source of reviews was not written');
  return Number(row.id) as SourceId;
}
