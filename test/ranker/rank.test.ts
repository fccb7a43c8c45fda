import { beforeAll, describe, expect, test } from 'vitest';
import { buildIndex, openIndex, type Ranker } from '../../src/ranker/index.ts';
import { conceptsOf, rankerOf, WORKSHOP } from './framework.ts';

let ranker: Ranker;
beforeAll(async () => {
  ranker = await rankerOf(WORKSHOP);
});

describe('what names a concept outright comes first and says by what', () => {
  test.each([
    ['https://skills.example/8', 8, 'URI'],
    ['  https://skills.example/8\n', 8, 'URI'],
    ['W-005', 5, 'CODE'],
    ['w-005', 5, 'CODE'],
    ['javascript', 5, 'LABEL'],
    ['C++', 6, 'LABEL'],
    ['c#', 7, 'LABEL'],
    ['Data  Wrangling', 2, 'ALIAS'],
    ['SOUDAGE A L’ARC', 13, 'ALIAS'],
  ])('%j is concept %i, by its %s', async (text, conceptId, foundBy) => {
    expect((await ranker.rank(text, 5))[0]).toMatchObject({ conceptId, foundBy });
  });
});

describe('near words find a concept too', () => {
  test.each([
    ['analysing datas', 1],
    ['spreadsheet', 3],
    ['welded steels', 8],
    ['baking bread', 9],
    ['java programming', 4],
    ['customer communication', 11],
    ['javascrpt', 5],
    ['cuisson du pain', 12],
    ['soudure de pièces d’acier', 13],
    ['gestion d’équipes', 14],
    ['rédaction de rapports', 15],
  ])('%j finds concept %i first', async (text, conceptId) => {
    expect((await ranker.rank(text, 5))[0]).toMatchObject({ conceptId });
  });
});

test('a sentence finds the concepts it speaks of', async () => {
  const text = 'You bake bread every morning, weld steel at noon and clean data at night.';
  const found = (await ranker.rank(text, 5)).map(({ conceptId }) => conceptId);
  expect(found).toEqual(expect.arrayContaining([9, 8, 2]));
});

test('the matched words are the words of the text that speak for the concept', async () => {
  const text = 'Every morning, steel is welded.';
  const [best] = await ranker.rank(text, 1);
  expect(best?.matched.map(({ start, end }) => text.slice(start, end))).toEqual(['steel', 'welded']);
});

test('many texts are answered as each alone', async () => {
  const texts = ['bread', 'steel welding', '', 'JavaScript'];
  const alone = await Promise.all(texts.map((text) => ranker.rank(text, 3)));
  expect(await ranker.rankEach(texts, 3)).toEqual(alone);
});

test('no more than asked for, none for none', async () => {
  expect(await ranker.rank('data', 1)).toHaveLength(1);
  expect(await ranker.rank('data', 0)).toEqual([]);
});

test('an index of nothing finds nothing', async () => {
  const empty = await openIndex(await buildIndex([]));
  expect([empty.size, await empty.rank('data', 5)]).toEqual([0, []]);
});

test('the same concepts give the same bytes', async () => {
  const first = await buildIndex(conceptsOf(WORKSHOP));
  expect(Buffer.compare(first, await buildIndex(conceptsOf(WORKSHOP)))).toBe(0);
});

describe('what is no index of this version is refused with the way out', () => {
  test.each([
    ['nothing', new Uint8Array()],
    ['other bytes', new TextEncoder().encode('PK\u0003\u0004 and so on, at length')],
  ])('%s', async (_, bytes) => {
    await expect(openIndex(bytes)).rejects.toThrow(/build it again/u);
  });

  test('half an index', async () => {
    const whole = await buildIndex(conceptsOf(WORKSHOP));
    await expect(openIndex(whole.slice(0, whole.length / 2))).rejects.toThrow(/build it again/u);
  });

  test('an index at an odd address is read all the same', async () => {
    const whole = await buildIndex(conceptsOf(WORKSHOP));
    const shifted = new Uint8Array(whole.length + 1);
    shifted.set(whole, 1);
    expect((await openIndex(shifted.subarray(1))).size).toBe(Object.keys(WORKSHOP).length);
  });
});
