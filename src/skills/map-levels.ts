import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LevelId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { findLevelScales, type LevelScale } from './find-levels.ts';
import type { LevelPair } from './ladder.ts';
import { levelEquivalence } from './tables.ts';

export interface LevelMapToStore {
  /** Addresses of two scales. */
  readonly fromScale: string;
  readonly toScale: string;
  /** Who says so: the document or body it comes from, 1 to 500 characters. */
  readonly source: string;
  /** Each level of the first scale at most once; none takes the map back. */
  readonly pairs: readonly LevelPair[];
}

export interface StoredLevelMap {
  readonly from: LevelScale;
  readonly to: LevelScale;
}

const SOURCE_AT_MOST = 500;

/**
 * Replaces the map from one scale to another. A higher level may not count as less than a lower one. Run it in a transaction.
 *
 * @returns both scales, or the first input field at fault; then nothing was written
 */
export async function mapLevels(
  db: Db,
  { fromScale, toScale, source, pairs }: LevelMapToStore,
): Promise<Result<StoredLevelMap, 'BAD_USER_INPUT' | 'NOT_FOUND'>> {
  const scales = await findLevelScales(db);
  const from = scales.find(({ uri }) => uri === fromScale);
  if (!from)
    return fail('NOT_FOUND', 'there is no scale with that address; take one of levelScales', 'input.fromScale');
  const to = scales.find(({ uri }) => uri === toScale && uri !== fromScale);
  if (!to)
    return fail('NOT_FOUND', 'there is no other scale with that address; take one of levelScales', 'input.toScale');
  const words = source.trim();
  if (words === '' || words.length > SOURCE_AT_MOST)
    return fail('BAD_USER_INPUT', `say whose map it is, in 1 to ${SOURCE_AT_MOST} characters`, 'input.source');
  const checked = checkPairs(from, to, pairs);
  if (!checked.ok) return checked;

  const own = from.levels.map(({ id }) => id);
  await db
    .delete(levelEquivalence)
    .where(and(inArray(levelEquivalence.fromId, own), eq(levelEquivalence.toScaleId, to.id)));
  if (pairs.length > 0)
    await db.insert(levelEquivalence).values(pairs.map((pair) => ({ ...pair, toScaleId: to.id, source: words })));
  return ok({ from, to });
}

function checkPairs(from: LevelScale, to: LevelScale, pairs: readonly LevelPair[]): Result<null, 'BAD_USER_INPUT'> {
  const rankIn = (scale: LevelScale, id: LevelId) => scale.levels.find((level) => level.id === id)?.rank;
  const bad = (index: number, message: string) => fail('BAD_USER_INPUT', message, `input.pairs[${index}]`);
  for (const [index, { fromId, toId }] of pairs.entries()) {
    const [rank, counted] = [rankIn(from, fromId), rankIn(to, toId)];
    if (rank === undefined) return bad(index, 'fromId is no level of fromScale');
    if (counted === undefined) return bad(index, 'toId is no level of toScale');
    for (const before of pairs.slice(0, index)) {
      if (before.fromId === fromId) return bad(index, 'the level is mapped twice; leave one');
      const difference = rank - (rankIn(from, before.fromId) ?? 0);
      if (difference * (counted - (rankIn(to, before.toId) ?? 0)) < 0)
        return bad(index, 'a higher level may not count as less than a lower one; look at the pairs before');
    }
  }
  return ok(null);
}

/** A level of another scale that a level counts as. */
export type LevelEquivalence = typeof levelEquivalence.$inferSelect;

/** What levels count as on other scales, in the order those came to be known. */
export function findEquivalences(db: Db, ids: readonly LevelId[]): Promise<LevelEquivalence[]> {
  return db
    .select()
    .from(levelEquivalence)
    .where(inArray(levelEquivalence.fromId, [...ids]))
    .orderBy(levelEquivalence.toScaleId);
}
