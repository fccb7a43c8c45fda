import { sql } from 'drizzle-orm';
import { type Database, type Db, transaction } from '../db/client.ts';
import type { BadgeId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { forgetOldAnswers } from '../http/kept-answers.ts';
import type { Resolve } from '../http/resolve.ts';
import { enqueueVerification } from './enqueue-verification.ts';
import { hashOf, type Reliance } from './reliances.ts';

const DUE_AT_ONCE = 1_000;
/** Addresses asked at the same moment. */
const ASKED_AT_ONCE = 8;

interface Due {
  readonly badgeId: BadgeId;
  /** Whether a date of its own passed since the checks looked. */
  readonly isDated: boolean;
  readonly reliances: readonly Reliance[];
}

/**
 * Looks again at badges that are due. What their verdicts rest on is asked for first, each address once however many badges
 * share it, as those of one issuer share its status list: where every answer is what it was and no date has passed, so is the
 * verdict. The others are verified anew.
 *
 * @returns how many were left as they are, and how many are verified again
 */
export async function recheckBadges(
  { db }: Database,
  { resolve, now, signal }: { readonly resolve: Resolve; readonly now: Date; readonly signal?: AbortSignal },
): Promise<{ unchanged: number; again: number }> {
  await forgetOldAnswers(db);
  const counts = { unchanged: 0, again: 0 };
  for (;;) {
    signal?.throwIfAborted();
    const due = await findDue(db, now);
    if (due.length === 0) return counts;
    const hashes = await askAll(due, resolve);
    const isSame = (badge: Due) => !badge.isDated && badge.reliances.every(({ url, hash }) => hashes.get(url) === hash);
    const same = due.filter(isSame);
    const others = due.filter((badge) => !isSame(badge));
    await transaction(db, async (tx) => {
      await postpone(tx, same, now);
      await verifyAnew(tx, others);
    });
    counts.unchanged += same.length;
    counts.again += others.length;
  }
}

/** Badges whose moment has come, the longest waiting first. */
async function findDue(db: Db, now: Date): Promise<Due[]> {
  const rows = await query<Omit<Due, 'badgeId'> & { badgeId: string }>(
    db,
    sql`select badge.id as "badgeId", coalesce(reliances, '[]') as reliances,
               coalesce(expires_at > checked_at and expires_at <= ${now.toISOString()}
                        or issued_at > checked_at and issued_at <= ${now.toISOString()}, false) as "isDated"
        from badge left join lateral (
          select json_agg(json_build_object('url', url, 'accept', accept, 'hash', hash, 'maxAge', max_age)) as reliances
          from badge_reliance held where held.learner_id = badge.learner_id and held.badge_id = badge.id) held on true
        where recheck_at <= ${now.toISOString()} order by recheck_at limit ${DUE_AT_ONCE}`,
  );
  return rows.map((row) => ({ ...row, badgeId: Number(row.badgeId) as BadgeId }));
}

/** What each address answers now, by address; the youngest answer that any of the badges asks for serves all. */
async function askAll(due: readonly Due[], resolve: Resolve): Promise<Map<string, string>> {
  const wanted = new Map<string, Reliance>();
  for (const reliance of due.flatMap(({ reliances }) => reliances)) {
    const known = wanted.get(reliance.url);
    if (!known || reliance.maxAge < known.maxAge) wanted.set(reliance.url, reliance);
  }
  const waiting = [...wanted.values()];
  const hashes = new Map<string, string>();
  const askNext = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { url, accept, maxAge } = next;
      hashes.set(url, hashOf(await resolve(url, { maxAgeSeconds: maxAge, ...(accept !== '' && { accept }) })));
    }
  };
  await Promise.all(Array.from({ length: ASKED_AT_ONCE }, askNext));
  return hashes;
}

async function postpone(tx: Db, badges: readonly Due[], now: Date): Promise<void> {
  const rows = badges.map(({ badgeId, reliances }) => ({
    ...{ badgeId, seconds: Math.max(60, Math.min(86_400, ...reliances.map(({ maxAge }) => maxAge))) },
  }));
  await tx.execute(sql`update badge
    set checked_at = ${now.toISOString()},
        recheck_at = least(${now.toISOString()}::timestamptz + make_interval(secs => input.seconds),
          case when badge.expires_at > ${now.toISOString()} then badge.expires_at + interval '1 second' end,
          case when badge.issued_at > ${now.toISOString()} then badge.issued_at + interval '1 second' end)
    from ${rowsOf(rows, '"badgeId" bigint, seconds double precision')} as input where badge.id = input."badgeId"`);
}

/** Takes them off the list and asks for their verification, in one transaction: neither happens without the other. */
async function verifyAnew(tx: Db, badges: readonly Due[]): Promise<void> {
  const ids = badges.map(({ badgeId }) => badgeId);
  await tx.execute(sql`update badge set recheck_at = null
    where id in (select id from ${rowsOf(
      ids.map((id) => ({ id })),
      'id bigint',
    )} as input)`);
  await enqueueVerification(tx, ids);
}
