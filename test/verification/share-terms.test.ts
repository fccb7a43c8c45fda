import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import jsonld from 'jsonld';
import { expect, test } from 'vitest';
import { isObject } from '../../src/formats/index.ts';
import { loaderWith } from '../../src/verification/contexts.ts';
import { shareTerms } from '../../src/verification/share-terms.ts';
import { describeWithData } from '../rig/shared-data.ts';

const FILES = [
  'ob30/complete.json',
  'ob30/simple.json',
  'ob30/credential-status-revoked.json',
  'clr20/complex.json',
  'clr20/simple.json',
];

describeWithData('credentials', 'sharing the definitions of terms', (folder) => {
  const canonize = (file: string) => {
    const document: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    if (!isObject(document)) throw new Error('no object');
    return jsonld.canonize(document, {
      documentLoader: loaderWith('none:', {}),
      safe: true,
      algorithm: 'RDFC-1.0',
      format: 'application/n-quads',
    });
  };

  test('leaves every quad as it was', async () => {
    const before = await Promise.all(FILES.map(canonize));
    await shareTerms();
    // All at once, then one after the other: what one leaves behind the next may find.
    expect(await Promise.all(FILES.map(canonize))).toEqual(before);
    for (const [index, file] of [...FILES, ...FILES].entries()) {
      expect(await canonize(file)).toBe(before[index % FILES.length]);
    }
    expect(before.every((quads) => quads.split('\n').length > 10)).toBe(true);
  });
});
