import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { BadgeId, LearnerId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { readBadge } from '../formats/index.ts';
import type { VerificationState } from './badge.ts';
import type { StoredBadge } from './decide-alignments.ts';
import { deriveEvidence } from './derive-evidence.ts';

const AT_ONCE = 200;

/**
 * Derives the evidence of stored badges anew, from their documents and what is known of them now: after their checks were
 * recorded, or after an import that concerns them. A badge that is gone is passed over.
 */
export async function deriveAgain(db: Db, ids: readonly BadgeId[]): Promise<void> {
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    await deriveEvidence(db, await loadBadges(db, ids.slice(from, from + AT_ONCE)));
  }
}

async function loadBadges(db: Db, ids: readonly BadgeId[]): Promise<StoredBadge[]> {
  const rows = await query<{
    id: string;
    learnerId: string;
    verification: VerificationState;
    revokedAt: string | null;
    document: unknown;
  }>(
    db,
    sql`select id, learner_id as "learnerId", verification, revoked_at as "revokedAt", document from badge
        where id in (select id from ${rowsOf(
          ids.map((id) => ({ id })),
          'id bigint',
        )} as input)`,
  );
  return rows.map(({ id, learnerId, document, ...checked }) => {
    const stated = readBadge(document, { file: `badge ${id}` });
    if ('severity' in stated) throw new Error(`badge ${id} was stored but can no longer be read: ${stated.message}`);
    return { stated, badgeId: Number(id) as BadgeId, learnerId: Number(learnerId) as LearnerId, ...checked };
  });
}
