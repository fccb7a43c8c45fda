import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SCOPE_MEANINGS } from '../../src/accounts/scope.ts';

test('every scope is documented with its meaning, and no other', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/authentication.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([A-Z]+)` *\| (.*?) *\|$/gmu)].map(([, scope, meaning]) => [scope, meaning]);
  expect(rows).toEqual(Object.entries(SCOPE_MEANINGS));
});
