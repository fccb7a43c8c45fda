import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packLearned } from '../../../src/ranker/learned/learned.ts';
import { encode } from '../../../src/ranker/meaning/encoder.ts';
import { labelKey } from '../../../src/ranker/text/words.ts';
import { type Example, preferredOf, readExtraction, readSkillSkape, readSkills, type Tasks } from '../read-data.ts';
import { collectSets } from './collect.ts';
import { learnTrees } from './learn-trees.ts';
import { learnWords } from './learn-words.ts';
import { writeWeights } from './write-weights.ts';

/**
 * npm run train:ranker -- DATA [--test FILE…]
 *
 * Learns what `src/ranker/learned/weights.ts` holds from the folder of shared data, and says what cross-validation gives.
 * Sentences that also stand in a file named by `--test` are taken out of all that is learned from.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { test: { type: 'string', multiple: true, default: [] } },
});
const [data] = positionals;
if (!data) throw new Error('name the folder of the data: npm run train:ranker -- ../shared/data [--test FILE]');

// Meanings are learned from the first sentences of SkillSkape; the others are kept for trying out.
const FOR_WORDS = 4400;

const tested = new Set<string>();
for (const file of values.test)
  for (const { sentence } of everyExample(await readExtraction(file))) tested.add(labelKey(sentence));
let dropped = 0;
const concepts = await readSkills(data);
const skape = keep(await readSkillSkape(join(data, 'skillskape/train.csv')));
const learned = await learnWords(data, concepts, skape.slice(0, FOR_WORDS), encode, say);
const sources = {
  tech: keepTasks(await readExtraction(join(data, 'extraction/tech_validation_annotations.csv'))),
  house: keepTasks(await readExtraction(join(data, 'extraction/house_validation_annotations.csv'))),
  skapeDev: keep(await readSkillSkape(join(data, 'skillskape/dev.csv'))),
};
say(`${dropped} examples taken out because their sentence stands in a test file`);
const sets = await collectSets(concepts, sources, learned, encode);
const trees = learnTrees(sets, concepts.map(preferredOf), say);
await writeFile('src/ranker/learned/weights.ts', writeWeights(packLearned({ ...learned, ...trees })));
say('wrote src/ranker/learned/weights.ts');

function keep(examples: readonly Example[]): Example[] {
  const kept = examples.filter(({ sentence }) => !tested.has(labelKey(sentence)));
  dropped += examples.length - kept.length;
  return kept;
}

function keepTasks({ phrases, sentences, unlabelled }: Tasks): Tasks {
  return { phrases: keep(phrases), sentences: keep(sentences), unlabelled: keep(unlabelled) };
}

function everyExample({ phrases, sentences, unlabelled }: Tasks): Example[] {
  return [...phrases, ...sentences, ...unlabelled];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
