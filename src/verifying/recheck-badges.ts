import { sql } from 'drizzle-orm';
import { UNENDED } from '../badges/index.ts';
import { type Database, type Db, transaction } from '../db/client.ts';
import type { BadgeId } from '../db/ids.ts';
import { tryLock } from '../db/lock.ts';
import { query, rowsOf } from '../db/rows.ts';
import { forgetOldAnswers } from '../http/kept-answers.ts';
import type { Resolve } from '../http/resolve.ts';
import { enqueueVerification } from './enqueue-verification.ts';
import { nextLook, reliedSeconds } from './next-look.ts';
import { hashOf, type Reliance } from './reliances.ts';

const DUE_AT_ONCE = 1_000;
/** Addresses asked at the same moment. */
const ASKED_AT_ONCE = 8;
/** Longest that hosts are waited for before badges are decided upon; slow ones are no reason to leave others unasked. */
const PATIENCE_MS = 60_000;

interface Due {
  readonly badgeId: BadgeId;
  /** Whether its verdict cannot be what it was: a date of its own passed since the checks looked, or none ever did. */
  readonly isDated: boolean;
  readonly reliances: readonly Reliance[];
}

/**
 * Looks again at badges that are due. What their verdicts rest on is asked for first, each address once however many badges
 * share it, as those of one issuer share its status list: where every answer is what it was and no date has passed, so is the
 * verdict. The others are verified anew, as are those whose hosts kept us waiting. One process looks at a time.
 *
 * @returns how many were left as they are, and how many are verified again; none while another process looks
 */
export async function recheckBadges(database: Database, terms: Terms): Promise<Counts> {
  const release = await tryLock(database, 'recheck-badges');
  if (!release) return { unchanged: 0, again: 0 };
  try {
    await forgetOldAnswers(database.db);
    return await recheckDue(database.db, terms);
  } finally {
    await release();
  }
}

interface Terms {
  readonly resolve: Resolve;
  readonly now: Date;
  readonly signal?: AbortSignal;
}

interface Counts {
  readonly unchanged: number;
  readonly again: number;
}

async function recheckDue(db: Db, { resolve, now, signal }: Terms): Promise<Counts> {
  const counts = { unchanged: 0, again: 0 };
  for (;;) {
    signal?.throwIfAborted();
    const due = await findDue(db, now);
    if (due.length === 0) return counts;
    const hashes = await askAll(due, resolve);
    const isSame = (badge: Due) => !badge.isDated && badge.reliances.every(({ url, hash }) => hashes.get(url) === hash);
    const same = due.filter(isSame);
    const others = due.filter((badge) => !isSame(badge));
    await transaction(
      db,
      async (tx) => {
        await postpone(tx, same, now);
        await verifyAnew(tx, others, now);
      },
      { attempts: 3 },
    );
    counts.unchanged += same.length;
    counts.again += others.length;
  }
}

/** Badges whose moment has come, the longest waiting first. */
async function findDue(db: Db, now: Date): Promise<Due[]> {
  const rows = await query<Omit<Due, 'badgeId'> & { badgeId: string }>(
    db,
    sql`select badge.id as "badgeId", coalesce(reliances, '[]') as reliances,
               checked_at is null or coalesce(expires_at > checked_at and expires_at <= ${now.toISOString()}
                        or issued_at > checked_at and issued_at <= ${now.toISOString()}, false) as "isDated"
        from badge left join lateral (
          select json_agg(json_build_object('url', url, 'accept', accept, 'hash', hash, 'maxAge', max_age)) as reliances
          from badge_reliance held where held.learner_id = badge.learner_id and held.badge_id = badge.id) held on true
        where recheck_at <= ${now.toISOString()} order by recheck_at limit ${DUE_AT_ONCE}`,
  );
  return rows.map((row) => ({ ...row, badgeId: Number(row.badgeId) as BadgeId }));
}

/**
 * What each address answers now, by address; the youngest answer that any of the badges asks for serves all. Those that most
 * badges share are asked first, and none once the hosts were waited for long enough.
 */
async function askAll(due: readonly Due[], resolve: Resolve): Promise<Map<string, string>> {
  const wanted = new Map<string, Reliance & { readonly times: number }>();
  for (const reliance of due.flatMap(({ reliances }) => reliances)) {
    const known = wanted.get(reliance.url) ?? { ...reliance, times: 0 };
    wanted.set(reliance.url, {
      ...{ ...known, times: known.times + 1 },
      maxAge: Math.min(known.maxAge, reliance.maxAge),
    });
  }
  const waiting = [...wanted.values()].sort((one, other) => one.times - other.times);
  const until = performance.now() + PATIENCE_MS;
  const hashes = new Map<string, string>();
  const askNext = async (): Promise<void> => {
    for (let next = waiting.pop(); next && performance.now() < until; next = waiting.pop()) {
      const { url, accept, maxAge } = next;
      hashes.set(url, hashOf(await resolve(url, { maxAgeSeconds: maxAge, ...(accept !== '' && { accept }) })));
    }
  };
  await Promise.all(Array.from({ length: ASKED_AT_ONCE }, askNext));
  return hashes;
}

async function postpone(tx: Db, badges: readonly Due[], now: Date): Promise<void> {
  const rows = badges.map(({ badgeId, reliances }) => ({
    badgeId,
    // What rests on nothing has no moment of its own; it was due, and is looked at once a day.
    seconds: reliedSeconds(reliances) ?? 86_400,
  }));
  await tx.execute(sql`update badge
    set checked_at = ${now.toISOString()},
        recheck_at = ${nextLook(now, sql`input.seconds`)}
    from ${rowsOf(rows, '"badgeId" bigint, seconds double precision')} as input where badge.id = input."badgeId"`);
}

/**
 * Puts them off and asks for their verification, in one transaction: neither happens without the other. Whichever way that
 * ends it sets their next look; where it never ends they are due again.
 */
async function verifyAnew(tx: Db, badges: readonly Due[], now: Date): Promise<void> {
  const ids = badges.map(({ badgeId }) => badgeId);
  await tx.execute(sql`update badge set recheck_at = ${now.toISOString()}::timestamptz + ${UNENDED}
    where id in (select id from ${rowsOf(
      ids.map((id) => ({ id })),
      'id bigint',
    )} as input)`);
  await enqueueVerification(tx, ids);
}
