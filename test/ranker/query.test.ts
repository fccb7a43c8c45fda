import { describe, expect, test } from 'vitest';
import { partsToEncode } from '../../src/ranker/read-meaning.ts';
import { readQuery } from '../../src/ranker/text/read-query.ts';
import { labelKey, readWords } from '../../src/ranker/text/words.ts';

describe('words are folded and keep their place', () => {
  test.each([
    ['C++, C# and C', ['c++', 'c#', 'and', 'c']],
    ['Élève-ingénieur', ['eleve', 'ingenieur']],
    ['cœur', ['coeur']],
    ['.NET 8', ['net', '8']],
    ['R&D', ['r', 'd']],
  ])('%j', (text, words) => {
    expect(readWords(text).map((word) => word.text)).toEqual(words);
  });

  test('two writings of a label share a key', () => {
    expect(labelKey('Java (Computer Programming)')).toBe(labelKey('java  computer-programming'));
  });
});

describe('a text is cut into what may name a skill', () => {
  test.each([
    ['strong knowledge of data analysis', ['data analysis']],
    ['SQL, Python and statistics', ['SQL', 'Python', 'statistics']],
    ['Work at <ORGANIZATION> with welders', ['welders']],
    ['<p>bake bread</p><script>weld steel</script>', ['bake bread']],
    ['knowledge', ['knowledge']],
    ['it or IT', ['IT']],
    ['une solide expérience de la soudure', []],
  ])('%j', (text, parts) => {
    const found = partsToEncode(text, readQuery(text)).map((part) => part.replace(/^Work at .* with /u, ''));
    expect(found).toEqual(parts);
  });

  test('endless text is cut to a first part', () => {
    const query = readQuery('weld steel, '.repeat(100_000));
    expect([query.words.length, query.windows.length, query.chunks.length]).toEqual([120, 120, 8]);
  });
});
