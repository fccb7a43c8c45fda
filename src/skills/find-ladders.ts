import { asc } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LevelId, LevelScaleId } from '../db/ids.ts';
import { type Ladder, ladderOf } from './ladder.ts';
import { level, levelEquivalence } from './tables.ts';

/** Levels asked of one skill; null where none is, or where its words name no level of a loaded scale. */
export interface AskedLevels {
  readonly requiredId: LevelId | null;
  readonly desiredId: LevelId | null;
}

/**
 * How levels compare with the asked ones, in their order; null where none is asked. The scale is the required level's, else
 * the desired one's; a desired level of a scale that no map ties to the required one's is left out. Two statements, whatever the
 * number, and none where nothing is asked.
 */
export async function findLadders(db: Db, asked: readonly AskedLevels[]): Promise<(Ladder | null)[]> {
  if (asked.every(({ requiredId, desiredId }) => requiredId === null && desiredId === null))
    return asked.map(() => null);
  const levels = await db.select({ id: level.id, scaleId: level.scaleId, rank: level.rank }).from(level);
  const pairs = await db
    .select({ fromId: levelEquivalence.fromId, toId: levelEquivalence.toId })
    .from(levelEquivalence)
    .orderBy(asc(levelEquivalence.fromId));
  const scaleOf = new Map(levels.map(({ id, scaleId }) => [id, scaleId]));
  const made = new Map<LevelScaleId, ReadonlyMap<LevelId, number>>();
  return asked.map(({ requiredId, desiredId }) => {
    const base = requiredId ?? desiredId;
    const scaleId = base === null ? undefined : scaleOf.get(base);
    if (scaleId === undefined) return null;
    const stepOf = made.get(scaleId) ?? ladderOf(scaleId, levels, pairs);
    made.set(scaleId, stepOf);
    const step = (id: LevelId | null) => (id === null ? null : (stepOf.get(id) ?? null));
    return { required: step(requiredId), desired: step(desiredId), stepOf };
  });
}
