import { type Seen, SIGNALS, type Signal, seeWords, weighWords } from './evidence.ts';
import { compareWithAll } from './meaning/vectors.ts';
import type { OpenedIndex } from './opened-index.ts';
import type { Query } from './text/read-query.ts';

/** A text seen through an index: what the features of every candidate are taken from. Stands until the next text. */
export interface TextView {
  readonly query: Query;
  readonly seen: Seen;
  /** The highest score of each signal. */
  readonly tops: Readonly<Record<Signal, number>>;
  /** Concepts that some run of words names outright, by the longest such run. */
  readonly named: ReadonlyMap<number, { readonly isPreferred: boolean; readonly mass: number }>;
  /** Where each stem of the text stands first. */
  readonly placesOfStems: ReadonlyMap<number, number>;
  /** Words of the index and how much the word of the text nearest to each resembles it, 0 to 1. */
  readonly likeness: ReadonlyMap<number, number>;
  /** Rarity of all telling words together. */
  readonly mass: number;
}

/** What a text means as a whole and by its chunks, as vectors; none where neither words nor encoder know anything. */
export interface TextMeaning {
  readonly whole: Float32Array;
  readonly chunks: readonly Float32Array[];
}

const LONGEST_NAME = 6;

/** Weighs a text against every concept; fills the scratch of the index. */
export function viewText(query: Query, meaning: TextMeaning, index: OpenedIndex): TextView {
  const { evidence } = index.scratch;
  for (const signal of SIGNALS) evidence[signal].clear();
  const seen = seeWords(query, index.stems, index.chars, index.scratch);
  weighWords(query, seen, index, index.scratch);
  compareWithAll(meaning.whole, index.labelMeanings, evidence.meaningWhole);
  compareWithAll(meaning.whole, index.descriptionMeanings, evidence.descriptionWhole);
  for (const chunk of meaning.chunks.length > 0 ? meaning.chunks : [meaning.whole]) {
    compareWithAll(chunk, index.labelMeanings, evidence.meaningBest);
    compareWithAll(chunk, index.descriptionMeanings, evidence.descriptionBest);
  }
  const placesOfStems = new Map<number, number>();
  for (const [place, stems] of seen.stems)
    for (const stem of stems) if (!placesOfStems.has(stem)) placesOfStems.set(stem, place);
  const tops = Object.fromEntries(SIGNALS.map((signal) => [signal, evidence[signal].top])) as Record<Signal, number>;
  return {
    ...{ query, seen, tops, placesOfStems },
    named: findNames(query, index),
    likeness: likenessOf(seen, index),
    mass: [...placesOfStems.keys()].reduce((sum, stem) => sum + (index.stems.rarity[stem] ?? 0), 0),
  };
}

function findNames({ words, telling }: Query, index: OpenedIndex): TextView['named'] {
  const named = new Map<number, { isPreferred: boolean; mass: number }>();
  const isTelling = new Set(telling);
  for (let from = 0; from < words.length; from += 1) {
    let key = '';
    let tells = false;
    for (let to = from; to < Math.min(words.length, from + LONGEST_NAME); to += 1) {
      key = key ? `${key} ${words[to]?.text}` : (words[to]?.text ?? '');
      tells ||= isTelling.has(to);
      if (!tells) continue;
      for (const label of index.exact.byKey.get(key) ?? []) {
        const concept = index.conceptOf[label] ?? 0;
        const mass = index.stemNorms[label] ?? 0;
        if (mass >= (named.get(concept)?.mass ?? 0))
          named.set(concept, { isPreferred: index.exact.isPreferred[label] === 1, mass });
      }
    }
  }
  return named;
}

function likenessOf(seen: Seen, { chars }: OpenedIndex): Map<number, number> {
  const likeness = new Map<number, number>();
  for (const { norm, words, products } of seen.alike.values())
    for (const [at, word] of words.entries()) {
      const cosine = (products[at] ?? 0) / (norm * (chars.norms[word] || 1));
      if (cosine > (likeness.get(word) ?? 0)) likeness.set(word, Math.min(1, cosine));
    }
  return likeness;
}
