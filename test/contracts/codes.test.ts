import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ISSUE_CODES } from '../../src/formats/format.ts';
import { PROBLEM_CODES, REQUEST_CODES } from '../../src/problem.ts';

const rows = readFileSync(join(import.meta.dirname, '../../docs/problems.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, code, meaning] = /^\| `([A-Z_]+)` *\|(?: [\d, –]+\|)? (.*?) *\|$/u.exec(line) ?? [];
    return code === undefined ? [] : [[code, meaning]];
  });

test('every code a caller can meet is documented with its meaning, and no other', () => {
  expect(rows).toEqual([PROBLEM_CODES, REQUEST_CODES, ISSUE_CODES].flatMap((codes) => Object.entries(codes)));
});
