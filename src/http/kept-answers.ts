import { createHash } from 'node:crypto';
import { eq, inArray, lt, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { Resolve, Resolved } from './resolve.ts';
import { fetchedAnswer } from './tables.ts';

/** An answer is good for an hour unless its asker says otherwise. */
const USUAL_SECONDS = 3_600;
/** While a host is away its last answer stands in for it this long: a host that is down for a night takes no badge with it. */
const STALE_SECONDS = 24 * 3_600;
/** Strangers choose what is asked, and how long the answers are: the oldest go where all take more, in bytes. */
const KEPT_AT_MOST = 1024 ** 3;

type Answered = Extract<Resolved, { ok: true }>;

/**
 * Puts a memory before a way of asking other hosts: an answer young enough is not asked for again, by any process, and one
 * of the last 24 hours stands in for a host that does not answer. Its `fetchedAt` says how old it is. What may have no age at
 * all, such as a file of somebody's badges, is not kept.
 */
export function keepAnswers(db: Db, resolve: Resolve): Resolve {
  const asking = new Map<string, Promise<Resolved>>();
  return async (url, options = {}) => {
    if (options.maxAgeSeconds === 0) return resolve(url, options);
    const key = keyOf(url, options.accept);
    const kept = await findKept(db, key);
    const age = kept ? (Date.now() - kept.fetchedAt.getTime()) / 1_000 : Number.POSITIVE_INFINITY;
    if (kept && age < (options.maxAgeSeconds ?? USUAL_SECONDS)) return kept;
    const running =
      asking.get(key) ?? askAndKeep(db, key, () => resolve(url, options)).finally(() => asking.delete(key));
    asking.set(key, running);
    const answer = await running;
    return !answer.ok && answer.reason === 'UNREACHABLE' && kept && age < STALE_SECONDS ? kept : answer;
  };
}

function keyOf(url: string, accept = ''): string {
  return createHash('sha256').update(`${accept}\n${url}`).digest('hex');
}

async function askAndKeep(db: Db, key: string, ask: () => Promise<Resolved>): Promise<Resolved> {
  const answer = await ask();
  if (!answer.ok) return answer;
  const { url, fetchedAt } = answer;
  const body = Buffer.from(answer.body);
  await db
    .insert(fetchedAnswer)
    .values({ key, url, body, fetchedAt })
    .onConflictDoUpdate({ target: fetchedAnswer.key, set: { url, body, fetchedAt } });
  return answer;
}

async function findKept(db: Db, key: string): Promise<Answered | null> {
  const [row] = await db.select().from(fetchedAnswer).where(eq(fetchedAnswer.key, key));
  return row ? { ok: true, body: row.body, url: row.url, fetchedAt: row.fetchedAt } : null;
}

/** Forgets answers nobody has asked for anew in a month, and the oldest of more than are kept. */
export async function forgetOldAnswers(db: Db, bytesAtMost = KEPT_AT_MOST): Promise<void> {
  await db.delete(fetchedAnswer).where(lt(fetchedAnswer.fetchedAt, sql`now() - interval '30 days'`));
  await db.execute(sql`
    delete from fetched_answer where key in (
      select key from (
        select key, sum(pg_column_size(body)) over (order by fetched_at desc, key) as bytes from fetched_answer
        where (select pg_total_relation_size('fetched_answer')) > ${bytesAtMost}) held
      where bytes > ${bytesAtMost})`);
}

/** Forgets what was answered to these questions. */
export async function forgetAnswersTo(
  db: Db,
  asked: readonly { readonly url: string; readonly accept: string }[],
): Promise<void> {
  const keys = asked.map(({ url, accept }) => keyOf(url, accept));
  if (keys.length > 0) await db.delete(fetchedAnswer).where(inArray(fetchedAnswer.key, keys));
}
