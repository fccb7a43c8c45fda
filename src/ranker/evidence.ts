import { addStem, findStems, type WordIndex } from './retrieval/bm25.ts';
import { type AlikeWords, addAlikeWords, type CharIndex, findAlikeWords } from './retrieval/char-grams.ts';
import { Accumulator } from './store/accumulator.ts';
import type { Postings } from './store/postings.ts';
import type { Query } from './text/read-query.ts';

/** What speaks for a concept, one score a concept each: of the whole text, and of the window of it that says most. */
export const SIGNALS = [
  'stemsWhole',
  'stemsBest',
  'charsWhole',
  'charsBest',
  'textWhole',
  'textBest',
  'meaningWhole',
  'meaningBest',
  'descriptionWhole',
  'descriptionBest',
] as const;
export type Signal = (typeof SIGNALS)[number];
export type Evidence = Readonly<Record<Signal, Accumulator>>;

/** Room for the scores of one text at a time, made once for an index. */
export interface Scratch {
  readonly evidence: Evidence;
  readonly labels: Accumulator;
  readonly concepts: Accumulator;
  readonly words: Accumulator;
}

export function makeScratch(sizes: { concepts: number; labels: number; words: number }): Scratch {
  return {
    evidence: Object.fromEntries(
      SIGNALS.map((signal) => [signal, new Accumulator(sizes.concepts)]),
    ) as unknown as Evidence,
    labels: new Accumulator(sizes.labels),
    concepts: new Accumulator(sizes.concepts),
    words: new Accumulator(sizes.words),
  };
}

/** A text as the parts of an index see it: for each telling word its stems and the words it resembles. */
export interface Seen {
  readonly stems: ReadonlyMap<number, readonly number[]>;
  readonly alike: ReadonlyMap<number, AlikeWords>;
}

export function seeWords(query: Query, stems: WordIndex, chars: CharIndex, { words }: Scratch): Seen {
  const alike = new Map<string, AlikeWords>();
  const alikeOf = (text: string) => {
    const known = alike.get(text) ?? findAlikeWords(chars, text, words);
    alike.set(text, known);
    return known;
  };
  const places = query.telling.flatMap((place) => (query.words[place] ? [{ place, word: query.words[place] }] : []));
  return {
    stems: new Map(places.map(({ place, word }) => [place, findStems(stems, word)])),
    alike: new Map(places.map(({ place, word }) => [place, alikeOf(word.text)])),
  };
}

/** Fills the evidence of words: BM25 and cosines of stems, cosines of characters, BM25 over descriptions. */
export function weighWords(
  query: Query,
  seen: Seen,
  index: { stems: WordIndex; chars: CharIndex; conceptOf: Uint32Array; stemNorms: Float32Array },
  { evidence, labels, concepts }: Scratch,
): void {
  const toConcepts = (into: Accumulator, scaleOf: (label: number) => number) => {
    for (const label of labels.touched)
      into.keepHighest(index.conceptOf[label] ?? 0, (labels.scores[label] ?? 0) * scaleOf(label));
    labels.clear();
  };
  const weighWindow = (places: readonly number[], stemsInto: Accumulator, charsInto: Accumulator) => {
    const stems = distinct(places.flatMap((place) => seen.stems.get(place) ?? []));
    for (const stem of stems) addRarity(index.stems.inLabels, stem, index.stems.rarity[stem] ?? 0, labels);
    const norm = Math.hypot(...stems.map((stem) => index.stems.rarity[stem] ?? 0)) || 1;
    toConcepts(stemsInto, (label) => 1 / (norm * (index.stemNorms[label] || 1)));
    const alike = places.flatMap((place) => seen.alike.get(place) ?? []);
    for (const word of alike) addAlikeWords(index.chars, word, labels);
    const length = Math.hypot(...alike.map((word) => word.norm)) || 1;
    toConcepts(charsInto, () => 1 / length);
  };
  const weighText = (places: readonly number[], into: Accumulator) => {
    const stems = distinct(places.flatMap((place) => seen.stems.get(place) ?? []));
    for (const stem of stems) addStem(index.stems.inConcepts, stem, concepts);
    const most = stems.reduce((sum, stem) => sum + (index.stems.rarity[stem] ?? 0), 0) || 1;
    for (const concept of concepts.touched) into.keepHighest(concept, (concepts.scores[concept] ?? 0) / most);
    concepts.clear();
  };

  const all = query.telling;
  for (const stem of distinct(all.flatMap((place) => seen.stems.get(place) ?? [])))
    addStem(index.stems.inLabels, stem, labels);
  toConcepts(evidence.stemsWhole, () => 1);
  weighWindow(all, evidence.stemsBest, evidence.charsWhole);
  weighText(all, evidence.textWhole);
  for (const window of query.windows) weighWindow(window, evidence.stemsBest, evidence.charsBest);
  for (const chunk of query.chunks.length > 0 ? query.chunks : [all]) weighText(chunk, evidence.textBest);
}

function addRarity(postings: Postings, stem: number, rarity: number, into: Accumulator): void {
  const end = postings.starts[stem + 1] ?? 0;
  for (let at = postings.starts[stem] ?? 0; at < end; at += 1) into.add(postings.documents[at] ?? 0, rarity * rarity);
}

function distinct(numbers: readonly number[]): number[] {
  return [...new Set(numbers)];
}
