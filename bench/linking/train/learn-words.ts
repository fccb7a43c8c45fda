import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Concept } from '../../../src/ranker/index.ts';
import type { Learned } from '../../../src/ranker/learned/learned.ts';
import type { Encode } from '../../../src/ranker/meaning/encoder.ts';
import { type Example, preferredOf } from '../read-data.ts';
import { trainMeaning } from './meaning.ts';
import { makePairs } from './pairs.ts';
import { learnPrior } from './priors.ts';

// Stems beyond these are rare enough to be left to the lexical retrievers; they keep the weights below a megabyte.
const MOST_STEMS = 9000;
const EPOCHS = 4;
const ADS_READ = 20_000;

const NO_TREES = {
  ...{ roots: new Uint32Array(), features: new Uint8Array(), values: new Float32Array(), others: new Uint32Array() },
};

/** Meanings and priors of words, from skills and from example sentences that judge no tree; the trees are still empty. */
export async function learnWords(
  data: string,
  concepts: readonly Concept[],
  examples: readonly Example[],
  encode: Encode,
  say: (line: string) => void,
): Promise<Learned> {
  const pairs = await makePairs(concepts, examples, encode);
  const meaning = trainMeaning(pairs, {
    ...{ seed: 1, epochs: EPOCHS, mostStems: MOST_STEMS },
    onEpoch: (epoch, loss) => say(`meaning, pass ${epoch + 1} of ${EPOCHS}: loss ${loss.toFixed(3)} a pair`),
  });
  const labels = concepts.map(preferredOf);
  const asked = examples.flatMap(({ gold }) => [...gold]);
  return {
    meaning,
    adPrior: learnPrior(meaning.stems, await readAdPhrases(join(data, 'skill2vec/skill2vec_50K.csv.gz')), labels),
    skillPrior: learnPrior(meaning.stems, asked, labels),
    ...{ order: NO_TREES, confidence: NO_TREES },
    calibration: { said: new Float32Array(), right: new Float32Array() },
  };
}

/** The skill phrases of real advertisements: after an id and a title, as many columns as there are phrases. */
async function readAdPhrases(path: string): Promise<string[]> {
  const lines = gunzipSync(await readFile(path))
    .toString()
    .split('\n');
  return lines.slice(0, ADS_READ).flatMap((line) => line.split(',').slice(2).filter(Boolean));
}
