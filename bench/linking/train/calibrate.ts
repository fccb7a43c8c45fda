/** Log-odds as said and whether each was right. */
export interface Outcome {
  readonly said: number;
  readonly isRight: boolean;
}

// Fewer outcomes than this make no point of the curve.
const LEAST = 15;

/**
 * The share right as a rising function of what was said: isotonic regression by pooling neighbours that fall, then one
 * point a pool; pools are drawn a little towards one half, so that no confidence is 0 or 1 on the strength of a few.
 */
export function calibrate(outcomes: readonly Outcome[]): { said: Float32Array; right: Float32Array } {
  const pools: { said: number; right: number; count: number }[] = [];
  const sorted = [...outcomes].sort((a, b) => a.said - b.said);
  for (let from = 0; from < sorted.length; from += LEAST) {
    const part = sorted.slice(from, from + LEAST);
    pools.push({
      said: part.reduce((sum, one) => sum + one.said, 0),
      right: part.filter(({ isRight }) => isRight).length,
      count: part.length,
    });
    for (let last = pools.at(-1), before = pools.at(-2); last && before && shareOf(last) <= shareOf(before); ) {
      pools.splice(-2, 2, {
        said: last.said + before.said,
        right: last.right + before.right,
        count: last.count + before.count,
      });
      last = pools.at(-1);
      before = pools.at(-2);
    }
  }
  let highest = 0;
  return {
    said: Float32Array.from(pools, ({ said, count }) => said / count),
    right: Float32Array.from(pools, ({ right, count }) => {
      highest = Math.max(highest, (right + 0.5) / (count + 1));
      return highest;
    }),
  };
}

function shareOf({ right, count }: { right: number; count: number }): number {
  return right / count;
}
