import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText, readHtml, textFromHtml } from '../../src/formats/html-text.ts';

test.each([
  [
    'blocks become lines, items begin with a dash',
    '<h2>You</h2><ul><li>bake</li><li><p>mix</p></li></ul>',
    'You\n\n- bake\n- mix',
  ],
  ['scripts and styles say nothing', '<style>p{}</style><p>Bread<script>if (a<b) x("<p>")</script></p>', 'Bread'],
  ['markup that was escaped twice is markup', '&lt;p&gt;Bread &amp;amp; butter&lt;/p&gt;', 'Bread & butter'],
  ['a text without blocks keeps its lines', 'Bread &amp; butter\n\n• <b>daily</b>\n', 'Bread & butter\n\n• daily'],
  ['a text without markup stands as it is', '  a < b,\n  c > d', 'a < b,\n  c > d'],
  ['what is no element is no tag', '<p>At <ORGANIZATION> you bake</p>', 'At <ORGANIZATION> you bake'],
  ['a tag that never ends is text', '<p>Show that x<y then z', 'Show that x<y then z'],
  ['what swallows a tag gives it back', 'if a<b, then <b>bold</b> <i>and', 'if a<b, then bold and'],
])('%s', (_promise, html, text) => {
  expect(textFromHtml(html)).toBe(text);
});

test('a statement is one line', () => {
  expect(plainText('<p>Show&nbsp;that <b>a</b> &lt; b<br/>if</p><ul><li>x</li></ul>')).toBe('Show that a < b if x');
});

const PIECES = [
  '<p>',
  '</p>',
  '<li>',
  '<b>',
  '</b>',
  '<br>',
  '&amp;',
  '&eacute;',
  '<script>',
  '</script>',
  '<x',
  '>',
  ' ',
  '\n',
  'word',
  '<!--',
  '-->',
  '"',
  '&lt;p&gt;',
  '🥖',
  'é',
];

test('every word stands where its place says, in order, whatever the markup', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string()), { maxLength: 40 }), (pieces) => {
      const html = pieces.join('');
      const placed = readHtml(html);
      let last = 0;
      for (const { 0: word, index } of placed.text.matchAll(/[^\s-]+/gu)) {
        const { start, end } = placed.placeOf({ start: index, end: index + word.length });
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(html.length);
        if (!html.includes('&')) expect(html.slice(start, end)).toContain(word.slice(0, 1));
        last = start;
      }
    }),
    { numRuns: 500 },
  );
});
