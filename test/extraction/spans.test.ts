import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSections, readSkillSpan, type TaggedLine } from '../../bench/linking/span-data.ts';
import { goldOf, measure } from '../../bench/linking/spans.ts';
import { trainSpotter } from '../../bench/linking/train-spans.ts';
import { spotter } from '../../src/extraction/extract-requirements.ts';
import { spotPhrases } from '../../src/extraction/spot-phrases.ts';
import type { SpotterWeights } from '../../src/extraction/spotter.ts';
import { WORD_BUCKETS } from '../../src/extraction/spotter-features.ts';
import { describeWithData } from '../rig/shared-data.ts';

const finder = (weights: SpotterWeights) => (line: { text: string; section: TaggedLine['section'] }) =>
  spotPhrases(line.text, { section: line.section, language: 'en', isItem: false }, weights);

describeWithData('skillspan', 'phrases of real advertisements', (folder) => {
  const lines = readSections(readSkillSpan(join(folder, 'dev.json')));

  test('are found that no one trained on: two of three at least in part, and two of three found are right', () => {
    const { overlap } = measure(lines.map(goldOf), finder(spotter()));
    const [precision = 0, recall = 0] = overlap;
    expect(precision).toBeGreaterThan(62);
    expect(recall).toBeGreaterThan(66);
  });

  test('are found no better than by chance where the tags it learns from are shuffled', () => {
    const some = lines.slice(0, 800);
    const measured = (train: readonly TaggedLine[]) => {
      const weights = trainSpotter(train, new Uint8Array(WORD_BUCKETS), { rounds: 2, decay: 1e-5 });
      return measure(lines.slice(800, 1_600).map(goldOf), finder(weights)).exact[2] ?? 0;
    };
    // Each line gets the tags of another place of the same line: as many phrases, elsewhere.
    const shuffled = some.map((line) => {
      const turned = <T>(list: readonly T[]) => list.map((_, at) => list[(at + 3) % list.length] as T);
      return { ...line, SKILL: turned(line.SKILL), KNOWLEDGE: turned(line.KNOWLEDGE) };
    });
    expect(measured(shuffled)).toBeLessThan(measured(some) / 2);
  });
});
