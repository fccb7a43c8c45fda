import type { LevelId } from '../db/ids.ts';

/** What a requirement asks of a skill's level, and how every level that can be compared with it counts. */
export interface Ladder {
  /** Steps of the asked scale, its lowest level being 1; null where that level is not asked for. */
  readonly required: number | null;
  readonly desired: number | null;
  /** The step each level counts as: those of the scale itself, and those of other scales through a stored map. */
  readonly stepOf: ReadonlyMap<LevelId, number>;
}

/** A level as a step of its scale. */
export interface Step<Scale> {
  readonly id: LevelId;
  readonly scaleId: Scale;
  readonly rank: number;
}

/** One row of a stored map: who has the first level counts as having the second, of another scale. */
export interface LevelPair {
  readonly fromId: LevelId;
  readonly toId: LevelId;
}

/**
 * The ladder of an asked scale. A scale orders its levels and does not say how far apart they are, so steps count levels, not ranks.
 * A level of another scale counts as what the nearest mapped level at or below it counts as; one below all that are mapped, as
 * the lowest step. Maps are read in their own direction only, and never one after another.
 *
 * @param levels  of every scale
 * @param pairs   the stored maps
 */
export function ladderOf<Scale>(
  scaleId: Scale,
  levels: readonly Step<Scale>[],
  pairs: readonly LevelPair[],
): ReadonlyMap<LevelId, number> {
  const ordered = [...levels].sort((one, other) => one.rank - other.rank);
  const own = ordered.filter((level) => level.scaleId === scaleId);
  const stepOf = new Map(own.map(({ id }, index) => [id, index + 1]));
  const mapped = new Map(
    pairs.flatMap(({ fromId, toId }) => {
      const step = stepOf.get(toId);
      return step === undefined ? [] : [[fromId, step] as const];
    }),
  );
  const scales = new Set(ordered.filter(({ id }) => mapped.has(id)).map((level) => level.scaleId));
  for (const scale of scales) {
    if (scale === scaleId) continue;
    let step = 1;
    for (const { id } of ordered.filter((level) => level.scaleId === scale)) {
      step = Math.max(step, mapped.get(id) ?? step);
      stepOf.set(id, step);
    }
  }
  return stepOf;
}
