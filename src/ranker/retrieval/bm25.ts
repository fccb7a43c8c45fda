import type { ReadConcepts } from '../read-concepts.ts';
import { Accumulator } from '../store/accumulator.ts';
import type { Column, Columns } from '../store/container.ts';
import { Dictionary } from '../store/dictionary.ts';
import { type Lists, listOf, makeLists, packLists, readLists } from '../store/lists.ts';
import { type Postings, PostingsBuilder, packPostings, readPostings } from '../store/postings.ts';
import { stemLanguage, stemWord } from '../text/stem.ts';
import { isStopWord } from '../text/stop-words.ts';
import { readWords, type Word } from '../text/words.ts';

// The usual constants of BM25. Labels are short and of like length, so that their length counts for less.
const SATURATION = 1.2;
const LENGTH_OF_LABELS = 0.5;
const LENGTH_OF_CONCEPTS = 0.75;

/** Stemmed words and where they stand: in which labels, and in which concepts with all their labels and descriptions. */
export interface WordIndex {
  readonly stems: Dictionary;
  /** How telling a stem is: the logarithm of how rare it is among concepts, above 0. */
  readonly rarity: Float32Array;
  readonly inLabels: Postings;
  readonly inConcepts: Postings;
  /** The stems of each label, stop words left out unless it has no other. */
  readonly ofLabels: Lists;
  readonly hasFrench: boolean;
}

export function buildWordIndex({ labels, descriptions, size }: ReadConcepts): Record<string, Column | string> {
  const stems = new Dictionary();
  const ofConcepts: number[][] = Array.from({ length: size }, () => []);
  const ofLabels = labels.map(({ key, language, concept }) => {
    const list = stemsIn(readWords(key), stemLanguage(language)).map((stem) => stems.numberOf(stem));
    ofConcepts[concept]?.push(...list);
    return list;
  });
  for (const [concept, texts] of descriptions.entries())
    for (const { text, language } of texts)
      for (const stem of stemsIn(readWords(text), stemLanguage(language)))
        ofConcepts[concept]?.push(stems.numberOf(stem));

  const inConcepts = weighPostings(ofConcepts, stems.size, LENGTH_OF_CONCEPTS);
  const french = labels.some(({ language }) => stemLanguage(language) === 'fr');
  return {
    'stem.texts': stems.texts.join('\n'),
    'stem.rarity': inConcepts.rarity,
    'stem.french': Uint8Array.of(Number(french)),
    ...packPostings('stem.labels', weighPostings(ofLabels, stems.size, LENGTH_OF_LABELS).postings),
    ...packPostings('stem.concepts', inConcepts.postings),
    ...packLists('label.stems', makeLists(ofLabels)),
  };
}

export function readWordIndex(columns: Columns): WordIndex {
  return {
    stems: new Dictionary(columns.lines('stem.texts')),
    rarity: columns.f32('stem.rarity'),
    inLabels: readPostings(columns, 'stem.labels'),
    inConcepts: readPostings(columns, 'stem.concepts'),
    ofLabels: readLists(columns, 'label.stems'),
    hasFrench: columns.u8('stem.french')[0] === 1,
  };
}

/** The stems of a text in an index of labels, as the index numbers them; a word may have one by either language. */
export function findStems({ stems, hasFrench }: WordIndex, word: Word): number[] {
  const found = new Set<number>();
  for (const language of hasFrench ? (['en', 'fr'] as const) : (['en'] as const)) {
    const stem = stems.find(stemWord(word.text, language));
    if (stem !== undefined) found.add(stem);
  }
  return [...found];
}

/** Adds the BM25 score of one stem to every document that holds it. */
export function addStem(postings: Postings, stem: number, into: Accumulator): void {
  const end = postings.starts[stem + 1] ?? 0;
  for (let at = postings.starts[stem] ?? 0; at < end; at += 1)
    into.add(postings.documents[at] ?? 0, postings.weights[at] ?? 0);
}

export function stemsOfLabel(index: WordIndex, label: number): Uint32Array {
  return listOf(index.ofLabels, label);
}

function stemsIn(words: readonly Word[], language: 'en' | 'fr'): string[] {
  const telling = words.filter(({ text }) => !isStopWord(text));
  return (telling.length > 0 ? telling : words).map(({ text }) => stemWord(text, language));
}

function weighPostings(
  documents: readonly (readonly number[])[],
  terms: number,
  lengthCounts: number,
): { postings: Postings; rarity: Float32Array } {
  const builder = new PostingsBuilder();
  for (const [document, list] of documents.entries()) {
    const counts = new Map<number, number>();
    for (const stem of list) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    for (const [stem, count] of counts) builder.add(stem, document, count);
  }
  const meanLength = documents.reduce((sum, list) => sum + list.length, 0) / Math.max(1, documents.length) || 1;
  const rarity = Float32Array.from({ length: terms }, (_, term) => {
    const count = builder.count(term);
    return Math.log(1 + (documents.length - count + 0.5) / (count + 0.5));
  });
  const postings = builder.finish(terms, (count, term, document) => {
    const length = (documents[document]?.length ?? 0) / meanLength;
    const dampened = SATURATION * (1 - lengthCounts + lengthCounts * length);
    return ((rarity[term] ?? 0) * count * (SATURATION + 1)) / (count + dampened);
  });
  return { postings, rarity };
}
