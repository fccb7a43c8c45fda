import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Ranker } from '../../src/ranker/index.ts';
import { rankerOf, WORKSHOP } from './framework.ts';

let ranker: Ranker;
beforeAll(async () => {
  ranker = await rankerOf(WORKSHOP);
});

describe('any text is answered', () => {
  test.each([
    ['nothing', ''],
    ['blanks', ' \n\t\u00a0 '],
    ['a megabyte of one letter', 'a'.repeat(1_000_000)],
    ['a megabyte of words', 'data steel bread '.repeat(60_000)],
    ['a megabyte of commas', ','.repeat(1_000_000)],
    ['stop words', 'and of the with to in for'],
    ['bytes', String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code))],
    ['half a surrogate pair', '\ud83d data'],
    ['emoji', '👩‍🍳🍞🔥'],
    ['German', 'Brot backen und Stahl schweißen'],
    ['Arabic, right to left', 'خبز الخبز وتحليل البيانات'],
    ['Hebrew with marks of direction', '\u202eניתוח נתונים\u202c'],
    ['Chinese', '数据分析和焊接'],
    ['HTML with a script', '<p>bake <b>bread</b></p><script>alert("weld steel")</script>'],
    ['only placeholders', '<ORGANIZATION> <LOCATION>'],
  ])('%s', async (_, text) => {
    const found = await ranker.rank(text, 5);
    expect(found.length).toBeLessThanOrEqual(5);
  });
});

test('emoji, stop words and blanks name nothing', async () => {
  expect(await ranker.rankEach(['', '👩‍🍳', ' and of the '], 5)).toEqual([[], [], []]);
});

test('of endless text the first part is answered', async () => {
  const [best] = await ranker.rank(`bake bread. ${'x y z '.repeat(200_000)}`, 1);
  expect(best?.conceptId).toBe(9);
});

test('whatever the text: descending scores, confidences from 0 to 1, each concept once, spans ascending within it', async () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(fc.constantFrom('data', 'steel', '<b>', ',', 'and', 'pain', 'é', '(', '*', 'bread'))
      .map((all) => all.join(' ')),
  );
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const found = await ranker.rank(text, 20);
      const scores = found.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect(new Set(found.map(({ conceptId }) => conceptId)).size).toBe(found.length);
      for (const { confidence, matched } of found) {
        expect(confidence >= 0 && confidence <= 1).toBe(true);
        const edges = [0, ...matched.flatMap(({ start, end }) => [start, end]), text.length];
        expect(edges).toEqual([...edges].sort((a, b) => a - b));
      }
    }),
  );
});
