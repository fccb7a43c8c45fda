import type { Example } from './read-data.ts';

/** How well rankings found the gold, each 0 to 1, over all examples. */
export interface Measures {
  readonly examples: number;
  /** Hits in the first k over the lesser of k and the number of gold labels. */
  readonly rp5: number;
  readonly rp10: number;
  readonly recall1: number;
  readonly recall5: number;
  readonly recall10: number;
  /** 1 over the place of the first hit; 0 where there is none among those given. */
  readonly mrr: number;
}

/** A ranking by label, best first, as long as it was asked for. */
export type Ranking = readonly string[];

export function measure(examples: readonly Example[], rankings: readonly Ranking[]): Measures {
  const mean = (of: (gold: ReadonlySet<string>, ranking: Ranking) => number) =>
    examples.reduce((sum, { gold }, at) => sum + of(gold, rankings[at] ?? []), 0) / Math.max(1, examples.length);
  const hits = (gold: ReadonlySet<string>, ranking: Ranking, k: number) =>
    new Set(ranking.slice(0, k).filter((label) => gold.has(label))).size;
  return {
    examples: examples.length,
    rp5: mean((gold, ranking) => hits(gold, ranking, 5) / Math.min(5, gold.size)),
    rp10: mean((gold, ranking) => hits(gold, ranking, 10) / Math.min(10, gold.size)),
    recall1: mean((gold, ranking) => hits(gold, ranking, 1) / gold.size),
    recall5: mean((gold, ranking) => hits(gold, ranking, 5) / gold.size),
    recall10: mean((gold, ranking) => hits(gold, ranking, 10) / gold.size),
    mrr: mean((gold, ranking) => {
      const place = ranking.findIndex((label) => gold.has(label));
      return place === -1 ? 0 : 1 / (place + 1);
    }),
  };
}

/** Said confidences, and whether each was right. */
export interface Said {
  readonly confidence: number;
  readonly isRight: boolean;
}

export interface CalibrationBin {
  readonly count: number;
  readonly said: number;
  readonly right: number;
}

/** Tenths of what was said: how many, the mean said, the share right. */
export function calibrationBins(said: readonly Said[]): CalibrationBin[] {
  return Array.from({ length: 10 }, (_, bin) => {
    const inside = said.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin);
    const count = inside.length;
    const mean = (of: (one: Said) => number) => (count ? inside.reduce((sum, one) => sum + of(one), 0) / count : 0);
    return { count, said: mean(({ confidence }) => confidence), right: mean(({ isRight }) => Number(isRight)) };
  });
}

/** Expected calibration error: how far what was said lies from what was right, over all tenths. */
export function calibrationError(said: readonly Said[]): number {
  const sum = calibrationBins(said).reduce((total, bin) => total + bin.count * Math.abs(bin.said - bin.right), 0);
  return sum / Math.max(1, said.length);
}
