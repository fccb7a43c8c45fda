import { parse, stringify } from 'devalue';
import { sql } from 'drizzle-orm';
import { type KnownViewer, principalOf, type Viewer } from '../accounts/index.ts';
import type { Db } from '../db/client.ts';
import { query } from '../db/rows.ts';
import { fail, ok, type Result } from '../problem.ts';
import { type Derived, deriveFrom } from './seal.ts';

/** How long an answer is kept. */
const KEPT = sql`interval '24 hours'`;
/** Old answers dropped with each new one: more than one, so that they do not pile up. */
const DROPPED_AT_ONCE = 20;

/** A mutation as its client asks for it, to be done at most once. */
export interface AskedOnce {
  readonly mutation: string;
  readonly key: string;
  /** All it was given, in one form. */
  readonly arguments: string;
}

/**
 * Does a mutation's work unless the same principal asked for it under the same key within a day; then tells what was answered.
 * The row is written first, so that a second request waits for the first to commit; where the work throws, the row goes with
 * the rest of the transaction and the key is free again.
 *
 * @param tx    the transaction the work is done in
 * @returns     the answer; IDEMPOTENCY_CONFLICT where the key was used for something else
 */
export async function answerOnce<Answer>(
  tx: Db,
  viewer: KnownViewer,
  asked: AskedOnce,
  work: () => Promise<Answer>,
): Promise<Result<Answer, 'IDEMPOTENCY_CONFLICT'>> {
  const principal = principalOf(viewer);
  const derived = deriveFrom(asked.key, principal);
  const argumentsHash = derived.hashOf(asked.arguments);
  if (await isFirst(tx, principal, derived, asked.mutation, argumentsHash)) {
    const answer = await work();
    await tx.execute(sql`update mutation_answer set answer = ${derived.seal(stringify(answer))}
      where principal = ${principal} and key_hash = ${derived.keyHash}`);
    return ok(answer);
  }
  const kept = await findAnswer<Answer>(tx, viewer, asked);
  if (!kept) throw new Error('an answer was dropped while it was looked at');
  return kept;
}

/** What was answered to the same within a day, for what need not begin again; null where nothing was. */
export async function findAnswer<Answer>(
  db: Db,
  viewer: KnownViewer,
  asked: AskedOnce,
): Promise<Result<Answer, 'IDEMPOTENCY_CONFLICT'> | null> {
  const principal = principalOf(viewer);
  const derived = deriveFrom(asked.key, principal);
  const argumentsHash = derived.hashOf(asked.arguments);
  const [kept] = await query<{ mutation: string; argumentsHash: string; answer: string }>(
    db,
    sql`select mutation, arguments_hash as "argumentsHash", answer from mutation_answer
        where principal = ${principal} and key_hash = ${derived.keyHash} and created_at >= now() - ${KEPT}`,
  );
  if (!kept) return null;
  if (kept.mutation !== asked.mutation || kept.argumentsHash !== argumentsHash) {
    const message = 'this key was used for another request; make a new key for each, and keep it only to ask again';
    return fail('IDEMPOTENCY_CONFLICT', message, 'input.idempotencyKey');
  }
  return ok(parse(derived.open(kept.answer)) as Answer);
}

/** Takes the key; false when it is taken. Waits for whoever is at it. Drops some answers that are older than a day. */
async function isFirst(
  tx: Db,
  principal: string,
  { keyHash }: Derived,
  mutation: string,
  argumentsHash: string,
): Promise<boolean> {
  const taken = await query(
    tx,
    sql`with old as (
          select principal, key_hash from mutation_answer
          where created_at < now() - ${KEPT} and (principal, key_hash) <> (${principal}, ${keyHash})
          order by created_at limit ${DROPPED_AT_ONCE} for update skip locked
        ), dropped as (
          delete from mutation_answer using old
          where mutation_answer.principal = old.principal and mutation_answer.key_hash = old.key_hash
        )
        insert into mutation_answer (principal, key_hash, mutation, arguments_hash)
        values (${principal}, ${keyHash}, ${mutation}, ${argumentsHash})
        on conflict (principal, key_hash) do update
          set mutation = excluded.mutation, arguments_hash = excluded.arguments_hash, created_at = now()
          where mutation_answer.created_at < now() - ${KEPT}
        returning 1`,
  );
  return taken.length > 0;
}

/** Whether somebody is known well enough to have keys of their own. */
export function isKnown(viewer: Viewer): viewer is KnownViewer {
  return viewer.role !== 'ANONYMOUS';
}
