import { findCandidates } from '../../../src/ranker/candidates.ts';
import { FEATURES } from '../../../src/ranker/features.ts';
import type { Learned } from '../../../src/ranker/learned/learned.ts';
import type { Encode } from '../../../src/ranker/meaning/encoder.ts';
import type { OpenedIndex } from '../../../src/ranker/opened-index.ts';
import { encodeParts, partsToEncode, readMeaning } from '../../../src/ranker/read-meaning.ts';
import { readQuery } from '../../../src/ranker/text/read-query.ts';
import { viewText } from '../../../src/ranker/view-text.ts';
import type { Example } from '../read-data.ts';
import type { Rows } from './boost.ts';
import { seeded, shuffle } from './random.ts';

/** An example with every candidate found for it, in order of concept. */
export interface Judgeable {
  readonly example: Example;
  readonly concepts: readonly number[];
  readonly rows: readonly Float32Array[];
  /** Whether each candidate is gold. */
  readonly gold: readonly boolean[];
}

/** The candidates of each example. */
export async function judgeable(
  examples: readonly Example[],
  {
    index,
    learned,
    labelOf,
    encode,
  }: {
    index: OpenedIndex;
    learned: Learned;
    labelOf: readonly string[];
    encode: Encode;
  },
): Promise<Judgeable[]> {
  const found: Judgeable[] = [];
  for (const example of examples) {
    const query = readQuery(example.text);
    const [encoded = []] = await encodeParts([partsToEncode(example.text, query)], encode);
    const view = viewText(query, readMeaning(query, learned, encoded), index);
    const candidates = findCandidates(view, index, learned);
    found.push({
      example,
      concepts: candidates.map(({ concept }) => concept),
      rows: candidates.map(({ row }) => row),
      gold: candidates.map(({ concept }) => example.gold.has(labelOf[concept] ?? '')),
    });
  }
  return found;
}

const FUSED = FEATURES.indexOf('fused');

/** Rows to learn from: of each example what is gold, its likeliest others, and some by chance. */
export function sampleRows(
  groups: readonly { readonly of: Judgeable; readonly weight: number }[],
  { likeliest, byChance, seed }: { likeliest: number; byChance: number; seed: number },
): Rows {
  const random = seeded(seed);
  const picked = groups.flatMap(({ of, weight }) => {
    if (!of.gold.includes(true)) return [];
    const others = of.rows.filter((_, at) => !of.gold[at]).sort((a, b) => (b[FUSED] ?? 0) - (a[FUSED] ?? 0));
    const rows = [
      ...of.rows.filter((_, at) => of.gold[at]),
      ...others.slice(0, likeliest),
      ...shuffle(others.slice(likeliest), random).slice(0, byChance),
    ];
    return [{ rows, golds: of.gold.filter(Boolean).length, weight }];
  });
  return joinRows(picked);
}

/** Groups whose first rows are gold, as one block. */
export function joinRows(
  groups: readonly { readonly rows: readonly Float32Array[]; readonly golds: number; readonly weight: number }[],
): Rows {
  const width = groups[0]?.rows[0]?.length ?? 0;
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const values = new Float32Array(count * width);
  const gold = new Uint8Array(count);
  const starts = [0];
  let at = 0;
  for (const { rows, golds } of groups) {
    for (const [place, row] of rows.entries()) {
      values.set(row, at * width);
      gold[at] = Number(place < golds);
      at += 1;
    }
    starts.push(at);
  }
  return { width, values, gold, starts, weights: groups.map(({ weight }) => weight) };
}
