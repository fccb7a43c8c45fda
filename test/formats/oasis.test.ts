import { expect, test } from 'vitest';
import { recogniseFormat } from '../../src/formats/index.ts';
import { oasisFormat } from '../../src/formats/oasis/read.ts';
import type { HubRecord } from '../../src/formats/record.ts';
import { inputOf, readAll, saying } from '../rig/read-format.ts';

const short = (uri: string) => decodeURIComponent(uri.replace(/^.*(?:code=|descriptors\/)/u, ''));

function told(record: HubRecord): string[] {
  switch (record.type) {
    case 'occupation':
      return [`${record.kind} ${record.code} ${Object.values(record.labels)[0]}`];
    case 'skill':
      return [`${record.skillKind} ${short(record.uri)} ${Object.values(record.labels)[0]}`];
    case 'occupation-skill':
      return [`${short(record.from)} ${record.relation} ${short(record.to)} ${record.level?.value}`];
    case 'occupation-crosswalk':
      return [`${short(record.from.ref)} ${record.kind} ${record.to.framework} ${record.to.ref} ${record.confidence}`];
    case 'kept':
      return [`kept ${record.kind} ${record.key}`];
    default:
      return [];
  }
}

async function read(files: Record<string, string>) {
  const { records, issues } = await readAll(oasisFormat, inputOf(files));
  return { told: records.flatMap(told), issues: saying(issues) };
}

const SKILLS = 'OaSIS Code - Final,OaSIS Label - Final,Reading Comprehension, Digital\u00A0Literacy\u00A0';

test.each<[string, Record<string, string>, string[], string[]]>([
  [
    'wide to long: a link a cell; 0 is not needed, an empty cell says nothing; blanks are no part of names',
    { 'skills.csv': `${SKILLS}\n14111.00,Data entry clerks,3,2\n00010.00,Legislators,0,\n` },
    [
      'occupation:en 14111.00 Data entry clerks',
      'occupation:en 00010.00 Legislators',
      'SKILL skills#reading comprehension Reading Comprehension',
      'SKILL skills#digital literacy Digital Literacy',
      '14111.00 ESSENTIAL skills#reading comprehension 3',
      '14111.00 OPTIONAL skills#digital literacy 2',
      '00010.00 NOT_NEEDED skills#reading comprehension 0',
      '14111.00 BROADER noc 14111 1',
      '00010.00 BROADER noc 00010 1',
    ],
    [],
  ],
  [
    'a code read as a number is put right with a warning, and one that is none is an issue',
    { 'skills.csv': `${SKILLS}\n10.0,Legislators,1,1\n14111,Clerks,1,1\n20012.1,Managers,1,1\nX1,Odd,1,1\n` },
    [
      'occupation:en 00010.00 Legislators',
      'occupation:en 14111.00 Clerks',
      'occupation:en 20012.10 Managers',
      'SKILL skills#reading comprehension Reading Comprehension',
      'SKILL skills#digital literacy Digital Literacy',
      ...['00010.00', '14111.00', '20012.10'].flatMap((code) => [
        `${code} OPTIONAL skills#reading comprehension 1`,
        `${code} OPTIONAL skills#digital literacy 1`,
      ]),
      ...['00010.00', '14111.00', '20012.10'].map((code) => `${code} BROADER noc ${code.slice(0, 5)} 1`),
    ],
    [
      ...(
        [
          [2, '10.0', '00010.00'],
          [3, '14111', '14111.00'],
          [4, '20012.1', '20012.10'],
        ] as const
      ).map(
        ([line, stated, code]) =>
          `WARNING FIELD_INVALID skills.csv:${line} OaSIS Code - Final: the code was read as a number: ${stated} is taken for ${code}; export the column as text`,
      ),
      'ERROR FIELD_INVALID skills.csv:5 OaSIS Code - Final: "X1" is no OaSIS code such as 00010.00',
    ],
  ],
  [
    'profiles are joined by code, whatever their label; the first label counts, in each language',
    {
      'abilities.csv': 'Code OaSIS,OaSIS Label,Night Vision\n92023.00,Operators,4\n',
      'competences_fr.csv': 'Code OaSIS,Libellé OaSIS,Lecture\n92023.00,Opérateurs,5\n',
      'knowledge.csv': 'OaSIS Code - Final,OaSIS Label - Final,Physics\n92023.00,Water operators,1\n',
    },
    [
      'occupation:en 92023.00 Operators',
      'occupation:fr 92023.00 Opérateurs',
      'ABILITY abilities#night vision Night Vision',
      'SKILL skills#lecture Lecture',
      'KNOWLEDGE knowledge#physics Physics',
      '92023.00 ESSENTIAL abilities#night vision 4',
      '92023.00 ESSENTIAL skills#lecture 5',
      '92023.00 OPTIONAL knowledge#physics 1',
      '92023.00 BROADER noc 92023 1',
    ],
    [],
  ],
  [
    'a level out of range is an issue at its cell, a repeated row one of its own, and what is no competency is kept',
    {
      'skills.csv': `${SKILLS}\n14111.00,Clerks,6,n\n14111.00,Clerks,1,1\n`,
      'interests.csv': 'OaSIS Code - Final,OaSIS Label - Final,Realistic\n14111.00,Clerks,high\n',
      'notes.csv': 'a,b\n1,2\n',
    },
    [
      'occupation:en 14111.00 Clerks',
      'SKILL skills#reading comprehension Reading Comprehension',
      'SKILL skills#digital literacy Digital Literacy',
      '14111.00 BROADER noc 14111 1',
      'kept oasis:interests:en 14111.00',
    ],
    [
      'WARNING FILE_UNREAD notes.csv: is not an OaSIS matrix; nothing of it was imported',
      'ERROR DUPLICATE_KEY skills.csv:3: 14111.00 stands in this file twice; the first row counts',
      'ERROR FIELD_INVALID skills.csv:2 Reading Comprehension: 6 is out of range; write a number from 0 to 5',
      'ERROR FIELD_INVALID skills.csv:2 Digital Literacy: "n" is not a number',
    ],
  ],
])('%s', async (_promise, files, expected, issues) => {
  expect(await read(files)).toEqual({ told: expected, issues });
});

test('a matrix is told by its code column; the framework carries the licence and the release', async () => {
  const input = inputOf({ 'skills_oasis_2022.csv': `${SKILLS}\n` });
  expect((await recogniseFormat(input))?.name).toBe('oasis');
  const { records } = await readAll(oasisFormat, input);
  expect(records[0]).toMatchObject({
    version: '2022',
    attribution: expect.stringContaining('Open Government Licence – Canada'),
  });
  expect(await oasisFormat.check(inputOf({ 'a.csv': 'a,b\n' }))).toMatchObject([{ code: 'FORMAT_UNRECOGNISED' }]);
});
