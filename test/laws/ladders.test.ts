import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LevelId } from '../../src/db/ids.ts';
import { ladderOf, type Step } from '../../src/skills/ladder.ts';

const id = (value: number) => value as LevelId;
/** Scales a, b and c with levels 1x, 2x and 3x; ranks are apart, and in no order of rows. */
const levels: Step<string>[] = [
  ...[14, 11, 13, 12].map((each) => ({ id: id(each), scaleId: 'a', rank: (each - 10) * 100 })),
  ...[23, 21, 22].map((each) => ({ id: id(each), scaleId: 'b', rank: each })),
  ...[31, 32].map((each) => ({ id: id(each), scaleId: 'c', rank: -1 / each })),
];
const steps = (scale: string, ...pairs: [number, number][]) =>
  Object.fromEntries(
    ladderOf(
      scale,
      levels,
      pairs.map(([from, to]) => ({ fromId: id(from), toId: id(to) })),
    ),
  );
const A = { 11: 1, 12: 2, 13: 3, 14: 4 };

describe('how levels of other scales count on a scale', () => {
  test.each<[string, [number, number][], object]>([
    ['its own levels are its steps, and no other counts', [], A],
    [
      'a mapped level counts as what it is mapped to',
      [
        [21, 11],
        [22, 12],
        [23, 14],
      ],
      { ...A, 21: 1, 22: 2, 23: 4 },
    ],
    ['one above the highest mapped counts as that', [[22, 13]], { ...A, 21: 1, 22: 3, 23: 3 }],
    [
      'one between two mapped counts as the lower',
      [
        [21, 12],
        [23, 14],
      ],
      { ...A, 21: 2, 22: 2, 23: 4 },
    ],
    [
      'each scale has its own map',
      [
        [22, 13],
        [31, 12],
      ],
      { ...A, 21: 1, 22: 3, 23: 3, 31: 2, 32: 2 },
    ],
    ['a map in the other direction says nothing', [[11, 22]], A],
    ['a map to a third scale says nothing', [[21, 31]], A],
    ['a scale is no map of itself', [[11, 14]], A],
    [
      'maps are not read one after another',
      [
        [31, 21],
        [21, 11],
      ],
      { ...A, 21: 1, 22: 1, 23: 1 },
    ],
  ])('%s', (_rule, pairs, expected) => {
    expect(steps('a', ...pairs)).toEqual(expected);
  });

  test('a higher level never counts as less than a lower one, whatever is stored', () => {
    const pair = fc.tuple(fc.constantFrom(21, 22, 23), fc.constantFrom(11, 12, 13, 14));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 4 }), (pairs) => {
        const { 21: low, 22: middle, 23: high } = steps('a', ...pairs);
        const all = [low, middle, high];
        if (low === undefined) expect(all).toEqual([undefined, undefined, undefined]);
        else expect(all).toEqual(all.map(Number).sort());
      }),
    );
  });
});
