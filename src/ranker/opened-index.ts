import { makeScratch, type Scratch } from './evidence.ts';
import { readWordIndex, stemsOfLabel, type WordIndex } from './retrieval/bm25.ts';
import { type CharIndex, readCharIndex } from './retrieval/char-grams.ts';
import { type ExactIndex, readExactIndex } from './retrieval/exact.ts';
import { Columns } from './store/container.ts';
import { type Lists, readLists } from './store/lists.ts';

/** An index read into place, with room to score one text at a time. Concepts and labels are numbered as they were read. */
export interface OpenedIndex {
  readonly ids: Float64Array;
  readonly broader: Lists;
  readonly childrenOf: Uint32Array;
  readonly exact: ExactIndex;
  readonly stems: WordIndex;
  readonly chars: CharIndex;
  readonly conceptOf: Uint32Array;
  /** Where the labels of each concept begin, preferred ones first; one longer than there are concepts. */
  readonly firstLabels: Uint32Array;
  /** Length of each label's vector of stems. */
  readonly stemNorms: Float32Array;
  readonly labelMeanings: Int8Array;
  readonly descriptionMeanings: Int8Array;
  /** Whether the sentence encoder had a part in the meanings. */
  readonly isEncoded: boolean;
  readonly scratch: Scratch;
}

/** @throws IndexUnreadable  the bytes are no index or one of another version; build it again */
export function readIndex(bytes: Uint8Array): OpenedIndex {
  const columns = new Columns(bytes);
  const ids = columns.f64('ids');
  const exact = readExactIndex(columns);
  const stems = readWordIndex(columns);
  const chars = readCharIndex(columns);
  const broader = readLists(columns, 'broader');
  const childrenOf = new Uint32Array(ids.length);
  for (const parent of broader.members) childrenOf[parent] = (childrenOf[parent] ?? 0) + 1;
  return {
    ids,
    broader,
    childrenOf,
    exact,
    stems,
    chars,
    conceptOf: exact.conceptOf,
    firstLabels: placesOfFirstLabels(exact.conceptOf, ids.length),
    stemNorms: Float32Array.from(exact.conceptOf, (_, label) =>
      Math.hypot(...Array.from(new Set(stemsOfLabel(stems, label)), (stem) => stems.rarity[stem] ?? 0)),
    ),
    labelMeanings: columns.i8('meaning.labels'),
    descriptionMeanings: columns.i8('meaning.descriptions'),
    isEncoded: columns.u8('meaning.encoded')[0] === 1,
    scratch: makeScratch({ concepts: ids.length, labels: exact.conceptOf.length, words: chars.words.size }),
  };
}

/** Labels stand in order of their concepts. */
function placesOfFirstLabels(conceptOf: Uint32Array, concepts: number): Uint32Array {
  const firsts = new Uint32Array(concepts + 1);
  for (const concept of conceptOf) firsts[concept + 1] = (firsts[concept + 1] ?? 0) + 1;
  for (let concept = 0; concept < concepts; concept += 1)
    firsts[concept + 1] = (firsts[concept + 1] ?? 0) + (firsts[concept] ?? 0);
  return firsts;
}
