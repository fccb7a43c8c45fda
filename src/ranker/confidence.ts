import type { Learned } from './learned/learned.ts';

/** The share of answers said at these log-odds that were right when it was measured, read between the points measured. */
export function confidenceOf(logOdds: number, { calibration: { said, right } }: Learned): number {
  const above = said.findIndex((point) => point >= logOdds);
  if (above === -1) return right.at(-1) ?? 0;
  const before = said[above - 1];
  const after = said[above] ?? 0;
  if (before === undefined) return right[0] ?? 0;
  const part = after === before ? 1 : (logOdds - before) / (after - before);
  return (right[above - 1] ?? 0) * (1 - part) + (right[above] ?? 0) * part;
}
