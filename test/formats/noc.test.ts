import { expect, test } from 'vitest';
import { recogniseFormat } from '../../src/formats/index.ts';
import { nocFormat } from '../../src/formats/noc/read.ts';
import type { HubRecord } from '../../src/formats/record.ts';
import { inputOf, readAll, saying } from '../rig/read-format.ts';

const STRUCTURE = 'Level,Hierarchical structure,Code - NOC 2021 V1.0,Class title,Class definition';
const ELEMENTS = 'Level,Code - NOC 2021 V1.0,Class title,Element Type Label English,Element Description English';
const code = (uri: string) => uri.replace(/^.*\//u, '');

function told(record: HubRecord): string[] {
  if (record.type === 'occupation') {
    const aliases = Object.values(record.aliases).flat().join('+');
    return [
      `${record.kind} ${record.occupationKind} ${record.code} ${Object.values(record.labels).join('/')} ${aliases}`.trim(),
    ];
  }
  if (record.type === 'occupation-relation') return [`${code(record.from)} under ${code(record.to)}`];
  return record.type === 'kept' ? [`${record.kind} ${record.key}`] : [];
}

test.each<[string, Record<string, string>, string[], string[]]>([
  [
    'headings and unit groups, each under the group of one digit less',
    {
      'structure.csv': `\uFEFF${STRUCTURE}\n1,Broad category,1,Business,All of it\n2,Major group,14,Clerks,\n5,Unit group,14111,Data entry clerks,"They key, in."\n`,
    },
    [
      'occupation:en GROUP 1 Business',
      'occupation:en GROUP 14 Clerks',
      'occupation:en OCCUPATION 14111 Data entry clerks',
      '14 under 1',
      '14111 under 1411',
    ],
    [],
  ],
  [
    'a code that lost its zeros is given them back by its level; one of too many digits is an issue',
    {
      'structure.csv': `${STRUCTURE}\n5,Unit group,10,Legislators,\n2,Major group,0,Managers,\n4,Minor group,14111,Wrong,\n`,
    },
    ['occupation:en OCCUPATION 00010 Legislators', 'occupation:en GROUP 00 Managers', '00010 under 0001', '00 under 0'],
    [
      'WARNING FIELD_INVALID structure.csv:2 Code - NOC 2021 V1.0: the code has lost its zeros: 10 is read as 00010; export the column as text',
      'WARNING FIELD_INVALID structure.csv:3 Code - NOC 2021 V1.0: the code has lost its zeros: 0 is read as 00; export the column as text',
      'ERROR FIELD_INVALID structure.csv:4 Code - NOC 2021 V1.0: "14111" is no NOC code of level 4; it has 4 digits',
    ],
  ],
  [
    'elements are kept, and example titles are other names of their unit group',
    {
      'structure.csv': `${STRUCTURE}\n5,Unit group,14111,Data entry clerks,\n`,
      'elements.csv': `${ELEMENTS}\n5,14111,Data entry clerks,Illustrative example(s),payment entry clerk\n5,14111,Data entry clerks,Main duties,Key in data.\n`,
    },
    [
      'occupation:en OCCUPATION 14111 Data entry clerks payment entry clerk',
      '14111 under 1411',
      'noc:element 14111|Illustrative example(s)|payment entry clerk',
      'noc:element 14111|Main duties|Key in data.',
    ],
    [],
  ],
  [
    'a bilingual structure states both languages, and a French one its own',
    {
      'a.csv':
        'Level/Niveau,Code,Class title,Titres de classes\n5,14111,Data entry clerks,Commis à la saisie de données\n',
      'b.csv': 'Niveau,Code - CNP 2021 V1.0,Titres de classes,Définitions de la classe\n5,14111,Commis à la saisie,\n',
      'c.csv': 'x,y\n1,2\n',
    },
    [
      'occupation:en+fr OCCUPATION 14111 Data entry clerks/Commis à la saisie de données',
      'occupation:fr OCCUPATION 14111 Commis à la saisie',
      '14111 under 1411',
      '14111 under 1411',
    ],
    ['WARNING FILE_UNREAD c.csv: is not a table of the NOC; nothing of it was imported'],
  ],
])('%s', async (_promise, files, expected, issues) => {
  const { records, issues: found } = await readAll(nocFormat, inputOf(files));
  expect({ told: records.flatMap(told), issues: saying(found) }).toEqual({ told: expected, issues });
});

test('it is told by its columns, and carries its licence', async () => {
  const input = inputOf({ 'noc_2021_version_1.0.csv': `${STRUCTURE}\n` });
  expect((await recogniseFormat(input))?.name).toBe('noc');
  expect((await readAll(nocFormat, input)).records).toMatchObject([
    { code: 'noc', version: '2021 1.0', attribution: expect.stringContaining('Open Government Licence – Canada') },
  ]);
});
