import { expect, test } from 'vitest';
import { checkTable, readTable } from '../../src/formats/csv.ts';
import type { Issue } from '../../src/formats/format.ts';

const shape = { required: ['id'], known: ['id', 'name', 'note'] };

/** A file that arrives in chunks of three bytes. */
function fileOf(content: string | Uint8Array) {
  const bytes = Buffer.from(content);
  return {
    name: 'table.csv',
    async *bytes() {
      for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3);
    },
  };
}

async function read(content: string | Uint8Array) {
  const issues: Issue[] = [];
  const rows: string[] = [];
  for await (const { line, cells } of readTable(fileOf(content), shape, (issue) => issues.push(issue))) {
    rows.push(
      `${line} ${Object.entries(cells)
        .map(([name, cell]) => `${name}=${cell}`)
        .join(' ')}`,
    );
  }
  return { rows, issues: issues.map(({ code, place }) => `${code} ${place.line} ${place.column}`) };
}

function utf16(text: string, mark: 'little' | 'big' | 'none'): Uint8Array {
  const bytes = Buffer.from(mark === 'none' ? text : `\uFEFF${text}`, 'utf16le');
  return mark === 'big' ? bytes.swap16() : bytes;
}

test.each<[string, string | Uint8Array, string[], string[]]>([
  ['a semicolon separates where the header says so', 'id;name\n1;"a;b"\n', ['2 id=1 name=a;b'], []],
  ['a tab separates where the header says so', 'id\tname\n1\ta,b\n', ['2 id=1 name=a,b'], []],
  ['a separator inside a quoted name is none', '"id","name; of; it"\n1,a\n', ['2 id=1 name; of; it=a'], []],
  ['a header broken inside a name is still one row', '"id";"na\r\nme"\r\n1;2\r\n', ['3 id=1 na me=2'], []],
  ['a comma counts in a tie', 'id,name;note\n1,2\n', ['2 id=1 name;note=2'], []],
  ['UTF-16 is read by its mark', utf16('id\tname\r\n1\té\r\n', 'little'), ['2 id=1 name=é'], []],
  ['big-endian UTF-16 is, too', utf16('id,name\n1,é\n', 'big'), ['2 id=1 name=é'], []],
  ['U+0000 in a cell leaves its row out', 'id,name\n1,a\0b\n2,c\n', ['3 id=2 name=c'], ['ENCODING_INVALID 2 name']],
  ...(['\n', '\r\n', '\r'] as const).map((end): [string, string, string[], string[]] => [
    `lines are those an editor shows where ${JSON.stringify(end)} ends them`,
    ['', 'id,name', '1,"a', '', 'b"', '', '', '2,c', '3', '4,"e'].join(end),
    [`3 id=1 name=a${end}${end}b`, '8 id=2 name=c'],
    ['COLUMN_COUNT 9 name', 'FILE_TRUNCATED 10 id'],
  ]),
  [
    'rows that end with CRLF among rows that end with LF count once',
    'id,name\n1,a\r\n2\n',
    ['2 id=1 name=a\r'],
    ['COLUMN_COUNT 3 name'],
  ],
])('%s', async (_promise, content, rows, issues) => {
  expect(await read(content)).toEqual({ rows, issues });
});

test.each<[string, string | Uint8Array, Record<string, string>, string[]]>([
  ['a mapped header is ours', 'Key,name\n', { id: 'key' }, []],
  [
    'a mapping to a header that is not there',
    'id,name\n',
    { name: 'Title' },
    ['name: the mapping reads name from "Title", which the header lacks; name one of id, name'],
  ],
  [
    'a required column whose mapping fails is one fault',
    'Key\n',
    { id: 'Code' },
    ['id: the mapping reads id from "Code", which the header lacks; name one of Key'],
  ],
  [
    'a mapping of a column that is not ours',
    'id,Title\n',
    { titel: 'Title' },
    ['titel: the mapping names titel, which is no column here; name one of id, name, note'],
  ],
  [
    'one header mapped to two columns',
    'id,Title\n',
    { name: 'Title', note: 'Title' },
    ['name: the mapping reads name from "Title", which is mapped to note too; map each to a column of its own'],
  ],
  [
    'UTF-16 without a mark is said in one sentence',
    utf16('id,name\n', 'none'),
    {},
    ['undefined: the file looks like UTF-16 without a byte order mark; save it as UTF-8 and import it again'],
  ],
])('%s', async (_promise, content, columns, faults) => {
  const found = await checkTable(fileOf(content), { ...shape, columns });
  expect(found.map(({ place, message }) => `${place.column}: ${message}`)).toEqual(faults);
  expect(found.every(({ code, place }) => code === 'HEADER_INVALID' && place.line === 1)).toBe(true);
});
