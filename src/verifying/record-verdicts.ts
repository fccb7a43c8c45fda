import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { BadgeId, LearnerId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { Verification } from '../verification/index.ts';
import type { BadgeToVerify } from './find-badges-to-verify.ts';
import { nextLook, reliedSeconds } from './next-look.ts';
import type { Reliance } from './reliances.ts';
import { standingOf } from './standing.ts';

/** What the checks of a badge found, and the answers of others it rests on. */
export interface Verdict {
  readonly badge: BadgeToVerify;
  readonly verification: Verification;
  readonly reliances: readonly Reliance[];
}

interface Stored {
  readonly badgeId: BadgeId;
  readonly learnerId: LearnerId;
  /** Whether it is another verdict than before. */
  readonly hasChanged: boolean;
}

/**
 * Stores verdicts with their checks, in place of those before. What was replaced since it was read keeps what it has.
 *
 * @returns the badges whose verdict was stored
 */
export async function recordVerdicts(tx: Db, verdicts: readonly Verdict[], now: Date): Promise<Stored[]> {
  if (verdicts.length === 0) return [];
  const rows = verdicts.map(({ badge, verification, reliances }) => ({
    ...{ badgeId: badge.badgeId, version: badge.version, verification: standingOf(verification.checks, badge, now) },
    seconds: reliedSeconds(reliances),
  }));
  const updated = await query<{ badgeId: string; learnerId: string; hasChanged: boolean }>(
    tx,
    sql`with input as (select * from ${rowsOf(
      rows,
      `"badgeId" bigint, version text, verification verification_state, seconds double precision`,
    )} as input),
        before as (
          select badge.id, badge.verification from badge join input on input."badgeId" = badge.id
          where badge.updated_at::text = input.version order by badge.id for update of badge)
        update badge
        set verification = input.verification, checked_at = ${now.toISOString()},
            revoked_at = case when input.verification = 'REVOKED'
                              then coalesce(badge.revoked_at, ${now.toISOString()}) end,
            recheck_at = ${nextLook(now, sql`input.seconds`)}
        from input join before on before.id = input."badgeId"
        where badge.id = input."badgeId"
        returning badge.id as "badgeId", badge.learner_id as "learnerId",
                  before.verification <> input.verification as "hasChanged"`,
  );
  const stored = updated.map((row) => ({
    ...row,
    badgeId: Number(row.badgeId) as BadgeId,
    learnerId: Number(row.learnerId) as LearnerId,
  }));
  const kept = new Set(stored.map(({ badgeId }) => badgeId));
  await replaceChecks(
    tx,
    verdicts.filter(({ badge }) => kept.has(badge.badgeId)),
    now,
  );
  return stored;
}

/** Others' words as PostgreSQL takes a text, which holds neither U+0000 nor half a surrogate pair. */
function storable(words: string): string {
  return words.replaceAll('\0', '\uFFFD').toWellFormed();
}

async function replaceChecks(tx: Db, verdicts: readonly Verdict[], now: Date): Promise<void> {
  const of = ({ badge: { learnerId, badgeId } }: Verdict) => ({ learnerId, badgeId });
  const badges = rowsOf(verdicts.map(of), '"learnerId" bigint, "badgeId" bigint');
  for (const table of [sql`badge_check`, sql`badge_reliance`]) {
    await tx.execute(sql`delete from ${table} where (learner_id, badge_id) in (
      select "learnerId", "badgeId" from ${badges} as input)`);
  }
  const checks = verdicts.flatMap((verdict) =>
    verdict.verification.checks.map((check, position) => ({
      ...{ ...of(verdict), ...check, position },
      reason: storable(check.reason),
    })),
  );
  await tx.execute(sql`insert into badge_check (learner_id, badge_id, position, name, result, reason, checked_at)
    select "learnerId", "badgeId", position, name, result, reason, ${now.toISOString()} from ${rowsOf(
      checks,
      '"learnerId" bigint, "badgeId" bigint, position integer, name text, result check_result, reason text',
    )} as input`);
  const reliances = verdicts.flatMap((verdict) =>
    verdict.reliances.map((each, position) => ({ ...of(verdict), ...each, position, url: storable(each.url) })),
  );
  await tx.execute(sql`insert into badge_reliance (learner_id, badge_id, position, url, accept, hash, max_age)
    select "learnerId", "badgeId", position, url, accept, hash, "maxAge" from ${rowsOf(
      reliances,
      '"learnerId" bigint, "badgeId" bigint, position integer, url text, accept text, hash text, "maxAge" integer',
    )} as input`);
}
