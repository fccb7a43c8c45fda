import { expect, test } from 'vitest';
import { watchGrowth } from '../../src/imports/keep-statistics.ts';

test('types that alternate row by row are not looked at after each of them', () => {
  const due = watchGrowth();
  let looks = 0;
  for (let row = 0; row < 20_000; row += 1) {
    if (due(row % 2 === 0 ? 'organization' : 'credential', row)) looks += 1;
  }
  expect(looks).toBeGreaterThan(2);
  expect(looks).toBeLessThan(50);
});

test('a type is looked at when another follows', () => {
  const due = watchGrowth();
  due('skill', 0);
  expect(due('skill-relation', 1_900)?.tables).toContain('skill');
});

test('few rows are not worth a look', () => {
  const due = watchGrowth();
  due('skill', 0);
  expect(due('skill-relation', 900)).toBeNull();
});
