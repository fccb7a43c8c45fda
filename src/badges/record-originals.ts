import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { BadgeId, LearnerId } from '../db/ids.ts';
import { rowsOf } from '../db/rows.ts';
import type { BadgeOriginal } from './badge.ts';

/** Keeps what badges came as, in place of what they came as before; a badge without one has only its document. */
export async function recordOriginals(
  db: Db,
  badges: readonly {
    readonly learnerId: LearnerId;
    readonly badgeId: BadgeId;
    readonly original: BadgeOriginal | null;
  }[],
): Promise<void> {
  await db.execute(
    sql`delete from badge_original where (learner_id, badge_id) in (select "learnerId", "badgeId" from ${rowsOf(
      badges.map(({ learnerId, badgeId }) => ({ learnerId, badgeId })),
      '"learnerId" bigint, "badgeId" bigint',
    )} as input)`,
  );
  const rows = badges.flatMap(({ learnerId, badgeId, original }) =>
    original ? [{ learnerId, badgeId, ...original, bytes: Buffer.from(original.bytes).toString('base64') }] : [],
  );
  if (rows.length === 0) return;
  await db.execute(sql`insert into badge_original (learner_id, badge_id, packaging, container, bytes)
    select "learnerId", "badgeId", packaging, container, decode(bytes, 'base64') from ${rowsOf(
      rows,
      '"learnerId" bigint, "badgeId" bigint, packaging text, container text, bytes text',
    )} as input`);
}
