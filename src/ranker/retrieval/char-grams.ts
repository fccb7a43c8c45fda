import type { ReadConcepts } from '../read-concepts.ts';
import type { Accumulator } from '../store/accumulator.ts';
import type { Column, Columns } from '../store/container.ts';
import { Dictionary } from '../store/dictionary.ts';
import { type Lists, makeLists, packLists, readLists } from '../store/lists.ts';
import { type Postings, PostingsBuilder, packPostings, readPostings } from '../store/postings.ts';
import { gramsOf } from '../text/char-grams.ts';

const BUCKETS = 1 << 17;
// Likeness below this is chance ("-ing", "-ment"); dropping it saves most of the work and changes no order at the top.
const LEAST_ALIKE = 0.12;

/**
 * TF-IDF over the 3- to 5-character runs of labels. Runs end with their word, so that the likeness of two labels is the
 * sum of the likenesses of their words: the index is one of words, hence small, and says which words speak for a label.
 */
export interface CharIndex {
  readonly words: Dictionary;
  /** Runs to words: count times rarity. */
  readonly runs: Postings;
  readonly runRarity: Float32Array;
  /** Length of each word's vector. */
  readonly norms: Float32Array;
  /** Words to labels: 1 over the length of the label's vector. */
  readonly inLabels: Postings;
  /** The words of each label in order. */
  readonly ofLabels: Lists;
}

export function buildCharGrams({ labels }: ReadConcepts): Record<string, Column | string> {
  const words = new Dictionary();
  const ofLabels = labels.map(({ key }) => key.split(' ').map((word) => words.numberOf(word)));
  const runsOf = words.texts.map((word) => countOf(gramsOf(word, BUCKETS)));
  const rarity = rarityOfRuns(ofLabels, runsOf);

  const runs = new PostingsBuilder();
  for (const [word, counts] of runsOf.entries()) for (const [run, count] of counts) runs.add(run, word, count);
  const inLabels = new PostingsBuilder();
  const lengths = new Float32Array(labels.length);
  for (const [label, list] of ofLabels.entries()) {
    const vector = new Map<number, number>();
    for (const word of list)
      for (const [run, count] of runsOf[word] ?? []) vector.set(run, (vector.get(run) ?? 0) + count);
    lengths[label] = lengthOf(vector, rarity);
    for (const [word, count] of countOf(list)) inLabels.add(word, label, count);
  }
  return {
    'word.texts': words.texts.join('\n'),
    'word.norms': Float32Array.from(runsOf, (counts) => lengthOf(counts, rarity)),
    'run.rarity': rarity,
    ...packPostings(
      'run.words',
      runs.finish(BUCKETS, (count, run) => count * (rarity[run] ?? 0)),
    ),
    ...packPostings(
      'word.labels',
      inLabels.finish(words.size, (count, _, label) => count / (lengths[label] || 1)),
    ),
    ...packLists('label.words', makeLists(ofLabels)),
  };
}

export function readCharIndex(columns: Columns): CharIndex {
  return {
    words: new Dictionary(columns.lines('word.texts')),
    runs: readPostings(columns, 'run.words'),
    runRarity: columns.f32('run.rarity'),
    norms: columns.f32('word.norms'),
    inLabels: readPostings(columns, 'word.labels'),
    ofLabels: readLists(columns, 'label.words'),
  };
}

/** A word of a text, the words of the index it resembles, and how much: products of vectors, not yet cosines. */
export interface AlikeWords {
  readonly norm: number;
  readonly words: readonly number[];
  readonly products: readonly number[];
}

/** @param scratch  an empty accumulator of as many words as the index has; left empty */
export function findAlikeWords(index: CharIndex, word: string, scratch: Accumulator): AlikeWords {
  const counts = countOf(gramsOf(word, BUCKETS));
  for (const [run, count] of counts) {
    const weight = count * (index.runRarity[run] ?? 0);
    const end = index.runs.starts[run + 1] ?? 0;
    for (let at = index.runs.starts[run] ?? 0; at < end; at += 1)
      scratch.add(index.runs.documents[at] ?? 0, weight * (index.runs.weights[at] ?? 0));
  }
  const norm = lengthOf(counts, index.runRarity);
  const words: number[] = [];
  const products: number[] = [];
  for (const known of scratch.touched) {
    const product = scratch.scores[known] ?? 0;
    if (product < LEAST_ALIKE * norm * (index.norms[known] ?? 0)) continue;
    words.push(known);
    products.push(product);
  }
  scratch.clear();
  return { norm, words, products };
}

/** Adds what one word of a text says for every label; divide by the length of the text's vector for cosines. */
export function addAlikeWords({ inLabels }: CharIndex, { words, products }: AlikeWords, into: Accumulator): void {
  for (const [index, word] of words.entries()) {
    const product = products[index] ?? 0;
    const end = inLabels.starts[word + 1] ?? 0;
    for (let at = inLabels.starts[word] ?? 0; at < end; at += 1)
      into.add(inLabels.documents[at] ?? 0, product * (inLabels.weights[at] ?? 0));
  }
}

function rarityOfRuns(
  ofLabels: readonly (readonly number[])[],
  runsOf: readonly ReadonlyMap<number, number>[],
): Float32Array {
  const holding = new Uint32Array(BUCKETS);
  for (const list of ofLabels) {
    const runs = new Set<number>();
    for (const word of list) for (const run of runsOf[word]?.keys() ?? []) runs.add(run);
    for (const run of runs) holding[run] = (holding[run] ?? 0) + 1;
  }
  return Float32Array.from(holding, (count) => 1 + Math.log((1 + ofLabels.length) / (1 + count)));
}

function countOf(items: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function lengthOf(counts: ReadonlyMap<number, number>, rarity: Float32Array): number {
  let sum = 0;
  for (const [run, count] of counts) sum += (count * (rarity[run] ?? 0)) ** 2;
  return Math.sqrt(sum);
}
