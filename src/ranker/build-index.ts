import { type Learned, learnedWeights } from './learned/learned.ts';
import { buildMeanings } from './meaning/build-meanings.ts';
import { type Encode, encode as encodeByDefault } from './meaning/encoder.ts';
import type { Concept } from './ranker.ts';
import { readConcepts } from './read-concepts.ts';
import { buildWordIndex } from './retrieval/bm25.ts';
import { buildCharGrams } from './retrieval/char-grams.ts';
import { packColumns } from './store/container.ts';

/** How far the building of an index has come. */
export interface IndexProgress {
  readonly step: 'READING' | 'WORDS' | 'MEANING';
  readonly done: number;
  /** Null while the concepts are still being read. */
  readonly total: number | null;
}

/** What building and opening an index may do without. */
export interface RankerOptions {
  /** The sentence encoder; null to do without it, faster and less able with words not met before. */
  readonly encode?: Encode | null;
  /** What was learned; for training alone. */
  readonly learned?: Learned;
}

/**
 * The index of a framework's concepts, or of several frameworks', as bytes to store; `openIndex` reads them. Takes about
 * a minute for the 13,939 skills of ESCO on one core, most of it in the sentence encoder: work for a worker.
 *
 * @param concepts    read once, in order; those without a label are found by URI and code only
 * @param onProgress  called between steps and every few hundred concepts
 */
export async function buildIndex(
  concepts: AsyncIterable<Concept> | Iterable<Concept>,
  onProgress: (progress: IndexProgress) => void = () => {},
  { encode = encodeByDefault, learned = learnedWeights() }: RankerOptions = {},
): Promise<Uint8Array> {
  const read = await readConcepts(concepts, (done) => onProgress({ step: 'READING', done, total: null }));
  onProgress({ step: 'WORDS', done: 0, total: read.size });
  const words = { ...buildWordIndex(read), ...buildCharGrams(read) };
  const meanings = await buildMeanings(read, learned, encode, (done) =>
    onProgress({ step: 'MEANING', done, total: read.size }),
  );
  return packColumns({ ...read.columns, ...words, ...meanings });
}
