import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Issue } from '../../src/formats/format.ts';
import { jsonMembers } from '../../src/formats/json-members.ts';

/** What a file of the text gives, and its issues in one line each, read in pieces of a few bytes. */
async function read(text: string | Uint8Array, paths: readonly string[] = ['$.list.*'], many = false, piece = 5) {
  const issues: Issue[] = [];
  const bytes = Buffer.from(text);
  const file = {
    name: 'a.json',
    async *bytes() {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    },
  };
  const members: [string, unknown][] = [];
  for await (const { pointer, value } of jsonMembers(file, paths, (issue) => issues.push(issue), { many }))
    members.push([pointer, value]);
  return { members, issues: issues.map(({ code, place }) => `${code} ${place.pointer}`), said: issues };
}

test.each<[string, string, string[], [string, unknown][]]>([
  [
    'members of a list',
    '{"a":[1],"list":[{"b":2},3,"x"],"c":{}}',
    ['$.list.*'],
    [
      ['/list/0', { b: 2 }],
      ['/list/1', 3],
      ['/list/2', 'x'],
    ],
  ],
  [
    'members of an object',
    '{"list":{"a/b":[1],"~":null}}',
    ['$.list.*'],
    [
      ['/list/a~1b', [1]],
      ['/list/~0', null],
    ],
  ],
  [
    'one value, and members of another',
    '{"head":{"n":"]}"},"list":[true]}',
    ['$.head', '$.list.*'],
    [
      ['/head', { n: ']}' }],
      ['/list/0', true],
    ],
  ],
  ['the document', ' [1, {"a": "\\"\\\\"}] ', ['$'], [['', [1, { a: '"\\' }]]]],
  ['a number alone', '12.5', ['$'], [['', 12.5]]],
  ['nothing where the path is not', '{"other":[1]}', ['$.list.*'], []],
  ['nothing of an empty list', '{"list":[ ]}', ['$.list.*'], []],
  ['keys written with escapes', '{"l\\u0069st":[1]}', ['$.list.*'], [['/list/0', 1]]],
  [
    'whole numbers too large for JavaScript as text',
    '{"list":[12345678901234567890,1e3,0.1234567890123456,"12345678901234567890"]}',
    ['$.list.*'],
    [
      ['/list/0', '12345678901234567890'],
      ['/list/1', 1000],
      ['/list/2', 0.1234567890123456],
      ['/list/3', '12345678901234567890'],
    ],
  ],
])('gives %s', async (_what, text, paths, members) => {
  expect(await read(text, paths)).toMatchObject({ members, issues: [] });
  expect(await read(`\uFEFF${text}`, paths, false, 1_000)).toMatchObject({ members, issues: [] });
});

const list = (...members: string[]) => `{"list":[{"n":1},${members.join(',')},{"n":2}],"after":1}`;
const BOTH = [
  ['/list/0', { n: 1 }],
  ['/list/2', { n: 2 }],
];

test.each<[string, string | Uint8Array, string]>([
  ['a text above 1 MB', list(`{"t":"${'x'.repeat(1_000_001)}"}`), 'CELL_TOO_LARGE'],
  ['nesting deeper than 64 levels', list('['.repeat(63) + ']'.repeat(63)), 'JSON_INVALID'],
  ['nesting of a million levels', list('['.repeat(1_000_000) + ']'.repeat(1_000_000)), 'JSON_INVALID'],
  ['a missing comma', list('{"a":1 "b":2}'), 'JSON_INVALID'],
  ['a line break within a text', list('{"a":"one\ntwo","b":{}}'), 'JSON_INVALID'],
  ['a bare word', list('{"a":nothing}'), 'JSON_INVALID'],
  ['bytes that are not UTF-8', Buffer.from(list('{"a":"\u00E9"}'), 'latin1'), 'ENCODING_INVALID'],
])('%s costs its member alone, and the issue stands at its place', async (_what, text, code) => {
  const { members, issues, said } = await read(text, ['$.list.*'], false, 1_000);
  expect(members).toEqual(BOTH);
  expect(issues).toEqual([`${code} /list/1`]);
  expect(said[0]?.message).toMatch(/; \w+/u);
});

test('nesting of 64 levels, and a text of 1 MB, are read', async () => {
  const { members, issues } = await read(list('['.repeat(62) + ']'.repeat(62), `"${'x'.repeat(1_000_000)}"`));
  expect(members).toHaveLength(4);
  expect(issues).toEqual([]);
});

test.each<[string, string, string]>([
  ['brackets do not match', '{"list":[1,{"a":[2},3]}', 'JSON_INVALID /list/0'],
  ['a member is followed by none of a comma and an end', '{"list":[1,2 3]}', 'JSON_INVALID /list/1'],
  ['a key is no text', '{"list":[1],other:2}', 'JSON_INVALID /list/0'],
  ['something follows the document', '{"list":[1]} and more', 'JSON_INVALID /list/0'],
  ['the file ends inside a member', '{"list":[1,{"a":"b', 'FILE_TRUNCATED /list/0'],
  ['the file ends between members', '{"list":[1,', 'FILE_TRUNCATED /list/0'],
])('where %s, reading ends behind the last member read', async (_where, text, issue) => {
  const { members, issues } = await read(text);
  expect(members[0]).toEqual(['/list/0', 1]);
  expect(issues).toEqual([issue]);
});

test('an empty file is an issue', async () => {
  expect(await read('')).toMatchObject({ members: [], issues: ['JSON_INVALID '] });
});

test('documents may follow one another where many are expected, and a faulty one costs no other', async () => {
  const { members, issues } = await read('{"a":1}\n{"a":x}\n{"a":3} {"a":4}\n', ['$'], true);
  expect(members.map(([, value]) => value)).toEqual([{ a: 1 }, { a: 3 }, { a: 4 }]);
  expect(issues).toEqual(['JSON_INVALID ']);
});

test('keys such as __proto__ are plain keys', async () => {
  const { members } = await read('{"list":[{"__proto__":{"isAdmin":true},"constructor":1}],"__proto__":{"list":[1]}}');
  const value = members[0]?.[1] as object;
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
  expect('isAdmin' in value).toBe(false);
});

test('law: whatever the values and however the bytes are cut, it gives what JSON.parse does', async () => {
  const withoutLarge = fc.jsonValue({ maxDepth: 6 }).filter((value) => !/\d{16}/u.test(JSON.stringify(value)));
  await fc.assert(
    fc.asyncProperty(
      fc.array(withoutLarge),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(0, 2),
      async (values, piece, indent) => {
        const text = JSON.stringify({ before: values, list: values, after: [values] }, null, indent);
        const { members, issues } = await read(text, ['$.list.*'], false, piece);
        expect(issues).toEqual([]);
        expect(members).toEqual(
          (JSON.parse(text) as { list: unknown[] }).list.map((value, index) => [`/list/${index}`, value]),
        );
      },
    ),
    { numRuns: 200 },
  );
});
