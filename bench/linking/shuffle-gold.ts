import type { Example } from './read-data.ts';
import { seeded, shuffle } from './train/random.ts';

/** The same texts with the gold of others: what a measure gives by chance. */
export function shuffleGold(examples: readonly Example[], seed = 1): Example[] {
  const golds = shuffle(
    examples.map(({ gold }) => gold),
    seeded(seed),
  );
  return examples.map((example, at) => ({ ...example, gold: golds[at] ?? new Set() }));
}
