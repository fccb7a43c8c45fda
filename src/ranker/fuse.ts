import type { Scored } from './store/accumulator.ts';

// The constant of reciprocal rank fusion as its authors set it (Cormack, Clarke and Büttcher, SIGIR 2009).
const DAMPING = 60;

/** Several rankings as one: each place counts 1 over (60 + place). */
export function fuseRankings(rankings: readonly (readonly Scored[])[]): Scored[] {
  const sums = new Map<number, number>();
  for (const ranking of rankings)
    for (const [place, { document }] of ranking.entries())
      sums.set(document, (sums.get(document) ?? 0) + 1 / (DAMPING + place + 1));
  return [...sums]
    .map(([document, score]) => ({ document, score }))
    .sort((a, b) => b.score - a.score || a.document - b.document);
}
