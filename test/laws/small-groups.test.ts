import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hideSmall, SMALLEST_GROUP } from '../../src/reports/hide-small.ts';

const worlds = fc
  .uniqueArray(fc.tuple(fc.constantFrom(null, 'A', 'B', 'C', 'D', 'E'), fc.nat({ max: 40 })), {
    selector: ([name]) => name,
    maxLength: 6,
  })
  .map((cells) => new Map(cells));

/** All of it but what is told, which is what somebody is left with who subtracts. */
function left(cells: ReadonlyMap<string | null, number>, told: ReadonlyMap<string | null, number>) {
  const hidden = [...cells].filter(([name, count]) => !told.has(name) && count > 0);
  return { groups: hidden.length, people: hidden.reduce((sum, [, count]) => sum + count, 0) };
}

test('no group that is told is small', () => {
  fc.assert(
    fc.property(worlds, (cells) => {
      for (const name of hideSmall(cells, new Set([null])).cells.keys()) {
        expect(name).not.toBeNull();
        expect(cells.get(name) ?? 0).toBeGreaterThanOrEqual(SMALLEST_GROUP);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('what is left when all that is told is taken from the total is nobody, or as many as may be told', () => {
  fc.assert(
    fc.property(worlds, (cells) => {
      const told = hideSmall(cells, new Set([null]));
      if (told.total === null) expect(told.cells.size).toBe(0);
      else {
        const { people } = left(cells, told.cells);
        expect(people === 0 || people >= SMALLEST_GROUP).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('what is told is rounded to 5, so that one person more is not seen', () => {
  const told = hideSmall(
    new Map([
      ['A', 23],
      ['B', 48],
    ]),
  );
  expect([[...told.cells], told.total]).toEqual([
    [
      ['A', 25],
      ['B', 50],
    ],
    70,
  ]);
});

test.each<[string, [string, number][], [string, number][], number | null]>([
  [
    'a small group takes the next smallest with it',
    [
      ['A', 4],
      ['B', 12],
      ['C', 30],
    ],
    [['C', 30]],
    45,
  ],
  [
    'nobody is told of too few',
    [
      ['A', 4],
      ['B', 5],
    ],
    [],
    null,
  ],
  [
    'what hides nobody takes none with it',
    [
      ['A', 0],
      ['B', 12],
    ],
    [['B', 10]],
    10,
  ],
])('%s', (_promise, cells, shown, total) => {
  const told = hideSmall(new Map(cells));
  expect([[...told.cells], told.total]).toEqual([shown, total]);
});
