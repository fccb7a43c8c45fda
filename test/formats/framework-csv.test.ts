import { expect, test } from 'vitest';
import type { Input, Issue } from '../../src/formats/format.ts';
import { frameworkCsvFormat } from '../../src/formats/framework-csv/read.ts';
import { FRAMEWORK_COLUMNS } from '../../src/formats/framework-csv/schema.ts';

type Row = Partial<Record<(typeof FRAMEWORK_COLUMNS)[number], string>>;

async function read(rows: readonly Row[], said: Pick<Input, 'framework' | 'frameworkVersion'> = {}) {
  const stated = rows.map((row, index) => ({
    ...{ framework_code: 'bakery', uri: `urn:s${index}`, kind: 'SKILL', label_en: `skill ${index}` },
    ...row,
  }));
  const lines = stated.map((row: Row) => FRAMEWORK_COLUMNS.map((column) => row[column] ?? '').join(','));
  const text = [FRAMEWORK_COLUMNS.join(','), ...lines].join('\n');
  const file = {
    name: 'bakery.csv',
    async *bytes() {
      yield Buffer.from(text);
    },
  };
  const issues: Issue[] = [];
  const records: string[] = [];
  const input = { name: 'bakery.csv', files: [file], ...said };
  for await (const record of frameworkCsvFormat.read(input, (issue) => issues.push(issue))) {
    if (record.type === 'framework') records.push(`framework ${record.code}`);
    if (record.type === 'skill') records.push(`skill ${record.uri}`);
    if (record.type === 'skill-relation') records.push(`${record.kind} ${record.from} ${record.to}`);
  }
  return {
    records,
    issues: issues.map(({ severity, place, message }) => `${severity} ${place.line} ${place.column}: ${message}`),
  };
}

/** One byte more than is looked up. */
const long = `${'é'.repeat(1_000)}x`;
const tooLong = `"${'é'.repeat(20)}…" has 2001 bytes, 2000 are kept at most; shorten it`;

test.each<[string, readonly Row[], string[], string[]]>([
  [
    'the framework comes first, edges last',
    [{ broader: 'urn:s1' }, {}],
    ['framework bakery', 'skill urn:s0', 'skill urn:s1', 'BROADER urn:s0 urn:s1'],
    [],
  ],
  [
    'a first row without its framework is left out, and the next one names it',
    [{ framework_code: '', broader: 'urn:s1' }, {}],
    ['framework bakery', 'skill urn:s1'],
    ['ERROR 2 framework_code: framework_code is empty; every row needs it'],
  ],
  [
    'a row of another framework is left out with its edges',
    [{}, { framework_code: 'other', broader: 'urn:s0' }],
    ['framework bakery', 'skill urn:s0'],
    ["ERROR 3 framework_code: the first row's framework is bakery; one file holds one framework"],
  ],
  ...(['framework_code', 'uri', 'code', 'label_en', 'label_fr'] as const).map(
    (column): [string, readonly Row[], string[], string[]] => [
      `${column} too long to be looked up leaves its row out`,
      [{ [column]: long, broader: 'urn:s1' }, {}],
      ['framework bakery', 'skill urn:s1'],
      [`ERROR 2 ${column}: ${tooLong}`],
    ],
  ),
  ...(['aliases_en', 'broader', 'exact_match'] as const).map((column): [string, readonly Row[], string[], string[]] => [
    `one of ${column} too long to be looked up is left out`,
    [{ [column]: long }],
    ['framework bakery', 'skill urn:s0'],
    [`WARNING 2 ${column}: ${tooLong}`],
  ]),
  [
    'a label that is long only in comparable form is left out, too',
    [{}, { label_en: '\uFDFA'.repeat(100) }],
    ['framework bakery', 'skill urn:s0'],
    ['ERROR 3 label_en: "صلى الله عليه وسلمصل…" has 3300 bytes, 2000 are kept at most; shorten it'],
  ],
])('%s', async (_promise, rows, records, issues) => {
  expect(await read(rows)).toEqual({ records, issues });
});

test('what the owner says of the framework goes before what the rows say', async () => {
  expect(await read([{ framework_code: '' }], { framework: 'mine' })).toEqual({
    records: ['framework mine', 'skill urn:s0'],
    issues: [],
  });
});
