import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boost, listLoss, type Rows, rowLoss } from '../../bench/linking/train/boost.ts';
import { calibrate } from '../../bench/linking/train/calibrate.ts';
import { trainMeaning } from '../../bench/linking/train/meaning.ts';
import { seeded } from '../../bench/linking/train/random.ts';
import { confidenceOf } from '../../src/ranker/confidence.ts';
import type { Learned } from '../../src/ranker/learned/learned.ts';
import { sumTrees } from '../../src/ranker/learned/trees.ts';
import { meaningOf } from '../../src/ranker/meaning/tower.ts';

const OPTIONS = {
  ...{ trees: 30, leaves: 4, rate: 0.3, leastRows: 5, smoothing: 1, share: 1, seed: 1 },
  start: () => 0,
};

/** Groups of ten rows of three numbers; the row with the highest second number is gold. */
function madeRows(groups: number): Rows {
  const random = seeded(5);
  const values = Float32Array.from({ length: groups * 30 }, random);
  const gold = new Uint8Array(groups * 10);
  for (let group = 0; group < groups; group += 1) {
    const second = Array.from({ length: 10 }, (_, row) => values[(group * 10 + row) * 3 + 1] ?? 0);
    gold[group * 10 + second.indexOf(Math.max(...second))] = 1;
  }
  return {
    ...{ width: 3, values, gold },
    starts: Array.from({ length: groups + 1 }, (_, group) => group * 10),
    weights: Array.from({ length: groups }, () => 1),
  };
}

describe.each([
  ['of lists', listLoss],
  ['of rows', rowLoss],
])('trees that learn by a loss %s', (_, loss) => {
  test('find the number that matters', () => {
    const trees = boost(madeRows(200), { ...OPTIONS, loss });
    expect(sumTrees(trees, Float32Array.of(0.9, 0.1, 0.9))).toBeLessThan(
      sumTrees(trees, Float32Array.of(0.1, 0.95, 0.1)),
    );
  });

  test('are the same for the same rows', () => {
    const options = { ...OPTIONS, loss };
    expect(boost(madeRows(50), options)).toEqual(boost(madeRows(50), options));
  });
});

test('words that go with the same skill come to mean the same', () => {
  const text = (...stems: string[]) => ({ stems, encoded: null });
  const pairs = Array.from({ length: 600 }, (_, at) => {
    const skill = at % 6;
    return { query: text(`said${skill}`), target: text(`skill${skill}`), concept: skill };
  });
  const weights = trainMeaning(pairs, { seed: 1, epochs: 8, mostStems: 100 });
  const likeness = (a: string, b: string) =>
    meaningOf(weights, [a], null).reduce((sum, value, at) => sum + value * (meaningOf(weights, [b], null)[at] ?? 0), 0);
  expect(likeness('said1', 'skill1')).toBeGreaterThan(likeness('said1', 'skill2') + 0.5);
});

test('what is unknown means nothing', () => {
  const weights = trainMeaning([], { seed: 1, epochs: 1, mostStems: 10 });
  expect(meaningOf(weights, ['never met'], null).every((value) => value === 0)).toBe(true);
});

test('calibrated confidence lies from 0 to 1 and never falls as more is said', () => {
  const outcomes = fc.array(fc.record({ said: fc.double({ min: -8, max: 8, noNaN: true }), isRight: fc.boolean() }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(outcomes, (all) => {
      const learned = { calibration: calibrate(all) } as Learned;
      const confidences = [-10, -4, -1, 0, 1, 4, 10].map((said) => confidenceOf(said, learned));
      expect(confidences.every((confidence) => confidence >= 0 && confidence <= 1)).toBe(true);
      for (const [at, confidence] of confidences.entries())
        expect(confidence).toBeGreaterThanOrEqual((confidences[at - 1] ?? 0) - 1e-6);
    }),
  );
});
