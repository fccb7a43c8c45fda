/**
 * Trains the spotter of phrases on SkillSpan's train split and writes its weights: `npm run train:spans -- ../shared/data`. Deterministic.
 * Test sentences: SkillSpan's dev split, which measures it (`bench/linking/spans.ts`), is never trained on; lines that stand in both
 * are left out.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packSpotter } from '../../src/extraction/packed-spotter.ts';
import type { LayerWeights, SpotterWeights } from '../../src/extraction/spotter.ts';
import { BUCKETS, featuresOf } from '../../src/extraction/spotter-features.ts';

import { readSections, readSkillSpan, readWordClasses, type TaggedLine, withCommas } from './span-data.ts';
import { trainLayer } from './train-layer.ts';

/** Where the weights lie, from the root of the repository. */
export const WEIGHTS_FILE = 'src/extraction/spotter-weights.ts';

/** Weights of both layers, learned from lines with their sections; each line with and without its commas. */
export function trainSpotter(
  lines: readonly TaggedLine[],
  classes: Uint8Array,
  options: { readonly rounds: number; readonly decay: number },
): SpotterWeights {
  const all = lines.flatMap((line) => {
    const spelled = withCommas(line);
    return spelled.words.length === line.words.length ? [line] : [line, spelled];
  });
  const examples = all.map((line) => ({ line, features: featuresOf(line.words, line.section, classes) }));
  const learn = (layer: 'SKILL' | 'KNOWLEDGE'): LayerWeights =>
    trainLayer(
      examples.map(({ line, features }) => ({ features, tags: line[layer] })),
      { ...options, buckets: BUCKETS },
    );
  return { layers: { SKILL: learn('SKILL'), KNOWLEDGE: learn('KNOWLEDGE') }, classes };
}

/** Lines of a split with their sections, without those that stand in another. */
export function readTraining(data: string): TaggedLine[] {
  const known = new Set(readSkillSpan(join(data, 'skillspan/dev.json')).map(({ words }) => words.join(' ')));
  return readSections(readSkillSpan(join(data, 'skillspan/train.json'))).filter(
    ({ words }) => words.length < 4 || !known.has(words.join(' ')),
  );
}

if (process.argv[1]?.includes('train-spans')) {
  const data = process.argv[2] ?? '../shared/data';
  const classes = readWordClasses(join(data, 'skill2vec/skill2vec_50K.csv.gz'));
  const weights = trainSpotter(readTraining(data), classes, { rounds: 5, decay: 1e-5 });
  writeFileSync(
    WEIGHTS_FILE,
    `/** Learned by \`npm run train:spans\`; see docs/extraction.md. */\nexport const SPOTTER =\n  '${packSpotter(weights)}';\n`,
  );
}
