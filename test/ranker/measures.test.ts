import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { calibrationBins, calibrationError, measure } from '../../bench/linking/measures.ts';
import { readExtraction } from '../../bench/linking/read-data.ts';
import { shuffleGold } from '../../bench/linking/shuffle-gold.ts';
import { buildIndex, openIndex } from '../../src/ranker/index.ts';
import { describeWithData } from '../rig/shared-data.ts';
import { conceptsOf, WORKSHOP } from './framework.ts';

const example = (text: string, ...gold: string[]) => ({ text, sentence: text, gold: new Set(gold) });

test('precision counts against the lesser of k and the gold, recall against the gold, rank by the first hit', () => {
  const examples = [example('one', 'a', 'b'), example('none', 'c')];
  const rankings = [
    ['x', 'a', 'y', 'z', 'w', 'b'],
    ['x', 'y'],
  ];
  expect(measure(examples, rankings)).toEqual({
    ...{ examples: 2, rp5: 0.25, rp10: 0.5, recall1: 0, recall5: 0.25, recall10: 0.5, mrr: 0.25 },
  });
});

test('a label given twice is one hit', () => {
  expect(measure([example('one', 'a', 'b')], [['a', 'a']]).rp5).toBe(0.5);
});

test('calibration error is the mean distance between said and right', () => {
  const said = [0.9, 0.9, 0.9, 0.9].map((confidence, at) => ({ confidence, isRight: at < 2 }));
  expect(calibrationError(said)).toBeCloseTo(0.4);
  expect(calibrationBins(said)[9]).toEqual({ count: 4, said: 0.9, right: 0.5 });
});

test('with the gold of others every score collapses', async () => {
  const ranker = await openIndex(await buildIndex(conceptsOf(WORKSHOP), () => {}, { encode: null }), { encode: null });
  const examples = Object.entries(WORKSHOP).map(([id, { label }]) => example(label, id));
  const rank = (texts: typeof examples) =>
    Promise.all(texts.map(async ({ text }) => (await ranker.rank(text, 1)).map(({ conceptId }) => String(conceptId))));
  const rankings = await rank(examples);
  expect(measure(examples, rankings).recall1).toBe(1);
  expect(measure(shuffleGold(examples), rankings).recall1).toBeLessThan(0.3);
});

describeWithData('extraction', 'the annotated files', (folder) => {
  describe.each([
    ['tech', 153, 75],
    ['house', 136, 61],
  ])('%s', (set, phrases, sentences) => {
    test(`has ${phrases} phrases and ${sentences} sentences with gold; rows without a label are none`, async () => {
      const read = await readExtraction(join(folder, `${set}_validation_annotations.csv`));
      expect([read.phrases.length, read.sentences.length]).toEqual([phrases, sentences]);
      expect(read.unlabelled.every(({ gold }) => gold.size === 0)).toBe(true);
    });
  });
});
