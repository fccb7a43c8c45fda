import { stemsOfMeaning } from '../../../src/ranker/meaning/tower.ts';
import { readWords } from '../../../src/ranker/text/words.ts';

// So many sightings are added to both sides: a stem seen once or twice says little.
const SMOOTHING = 5;
// What is learned from few sightings must not decide: logarithms stay within this.
const MOST = 3;

/** Of each stem, the logarithm of how much likelier it stands in `some` texts than in `all`; 0 for stems rare in both. */
export function learnPrior(
  stems: ReadonlyMap<string, number>,
  some: Iterable<string>,
  all: Iterable<string>,
): Float32Array {
  const inSome = countStems(some);
  const inAll = countStems(all);
  const ratio = inSome.total / inAll.total;
  return Float32Array.from(stems.keys(), (stem) => {
    const expected = (inAll.counts.get(stem) ?? 0) * ratio;
    const log = Math.log(((inSome.counts.get(stem) ?? 0) + SMOOTHING) / (expected + SMOOTHING));
    return Math.max(-MOST, Math.min(MOST, log));
  });
}

function countStems(texts: Iterable<string>): { counts: Map<string, number>; total: number } {
  const counts = new Map<string, number>();
  let total = 0;
  for (const text of texts)
    for (const stem of stemsOfMeaning(readWords(text))) {
      counts.set(stem, (counts.get(stem) ?? 0) + 1);
      total += 1;
    }
  return { counts, total };
}
