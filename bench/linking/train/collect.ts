import { buildIndex, type Concept } from '../../../src/ranker/index.ts';
import type { Learned } from '../../../src/ranker/learned/learned.ts';
import type { Encode } from '../../../src/ranker/meaning/encoder.ts';
import { readIndex } from '../../../src/ranker/opened-index.ts';
import { type Example, preferredOf, type Tasks } from '../read-data.ts';
import type { ExampleSet } from './cross-validate.ts';
import { seeded, shuffle } from './random.ts';
import { judgeable } from './rows.ts';

/** What examples are drawn from. Sentences that words were learned from are not among them. */
export interface Sources {
  readonly tech: Tasks;
  readonly house: Tasks;
  readonly skapeDev: readonly Example[];
}

// So many synthetic sentences are enough for a test.
const MOST_SYNTHETIC = 500;

/** Every example with its candidates, in the sets that are put to the test. */
export async function collectSets(
  concepts: readonly Concept[],
  { tech, house, skapeDev }: Sources,
  learned: Learned,
  encode: Encode,
): Promise<ExampleSet[]> {
  const random = seeded(3);
  const index = readIndex(await buildIndex(concepts, () => {}, { encode, learned }));
  const labelOf = concepts.map(preferredOf);
  const set = async (name: string, examples: readonly Example[], isReal = true) => ({
    ...{ name, isReal },
    all: await judgeable(examples, { index, learned, labelOf, encode }),
  });
  return [
    await set('TECH phrases', tech.phrases),
    await set('HOUSE phrases', house.phrases),
    await set('TECH sentences', tech.sentences),
    await set('HOUSE sentences', house.sentences),
    await set('phrases without a label', [...tech.unlabelled, ...house.unlabelled]),
    await set('SkillSkape dev', shuffle(skapeDev, random).slice(0, MOST_SYNTHETIC), false),
  ];
}
