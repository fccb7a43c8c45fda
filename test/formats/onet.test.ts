import { describe, expect, test } from 'vitest';
import { recogniseFormat } from '../../src/formats/index.ts';
import { onetFormat } from '../../src/formats/onet/read.ts';
import type { HubRecord } from '../../src/formats/record.ts';
import { BAKER, CLERK, onetFiles, rating, ratings } from '../rig/onet-folder.ts';
import { countsOf, inputFrom, inputOf, readAll, saying } from '../rig/read-format.ts';
import { describeWithData } from '../rig/shared-data.ts';

const short = (uri: string) => uri.replace(/^.*(?:summary|result)\//u, '').replace(/^.*#/u, '');

function told(record: HubRecord): string[] {
  switch (record.type) {
    case 'occupation':
      return [`occupation ${record.code} ${record.labels.en}: ${record.descriptions.en ?? '-'}`];
    case 'skill':
      return [`${record.skillKind} ${short(record.uri)} ${record.labels.en}: ${record.descriptions.en ?? '-'}`];
    case 'skill-relation':
      return [`${short(record.from)} ${record.kind} ${short(record.to)}`];
    case 'occupation-skill': {
      const { from, relation, to, importance = '-', level, confidence = 1 } = record;
      return [`${short(from)} ${relation} ${short(to)} ${importance} ${level?.value ?? '-'} ${confidence}`];
    }
    case 'kept':
      return [`kept ${record.kind} ${record.key}`];
    default:
      return [];
  }
}

async function read(files: Record<string, string>) {
  const { records, issues } = await readAll(onetFormat, inputOf(files));
  return { told: records.flatMap(told), issues: saying(issues) };
}

test('a release: occupations, elements, software and tasks as skills, and how much each is needed', async () => {
  expect(await read(onetFiles())).toEqual({
    told: [
      `occupation ${CLERK} Data Entry Keyers: Key in data.`,
      `occupation ${BAKER} Bakers: -`,
      'SKILL 2.A.1.a Reading: Understanding written sentences.',
      'SKILL 2.A.1.e Counting: -',
      'KNOWLEDGE 2.C.2.b Food production: -',
      'ABILITY 1.A.2.a.2 Manual dexterity: -',
      'SKILL commodity-43232110 Spreadsheet software: -',
      'SKILL technology-Sheet%20%26%20Co%20365 Sheet & Co 365: -',
      'SKILL technology-Calc Calc: -',
      'SKILL commodity-43231513 Office suite software: -',
      'TASK task-101 Key in "raw" figures.: -',
      'TASK task-102 "Proof" dough overnight.: -',
      'TASK task-103 Clean ovens.: -',
      'technology-Sheet%20%26%20Co%20365 BROADER commodity-43232110',
      'technology-Calc BROADER commodity-43232110',
      'technology-Calc BROADER commodity-43231513',
      `${CLERK} ESSENTIAL 2.A.1.a 3 2.88 1`,
      `${CLERK} OPTIONAL 2.A.1.e 2.99 1 0.5`,
      `${BAKER} NOT_NEEDED 2.A.1.a 1.5 0.5 1`,
      `${BAKER} OPTIONAL 2.A.1.e - 0 1`,
      `${BAKER} ESSENTIAL 2.C.2.b 4.2 - 1`,
      `${BAKER} ESSENTIAL 1.A.2.a.2 3.5 - 1`,
      `${CLERK} ESSENTIAL technology-Sheet%20%26%20Co%20365 - - 1`,
      `${CLERK} OPTIONAL commodity-43232110 - - 1`,
      `${CLERK} OPTIONAL technology-Calc - - 1`,
      `${CLERK} OPTIONAL commodity-43231513 - - 1`,
      `${CLERK} ESSENTIAL task-101 - - 1`,
      `${BAKER} OPTIONAL task-102 - - 1`,
      `${BAKER} OPTIONAL task-103 - - 1`,
      `kept onet:job-zones ${CLERK}|08/2025`,
      'kept onet:content-model-reference 2.A.1.a',
    ],
    issues: [],
  });
});

test('the framework names its release and asks for its attribution, and the scale of levels comes before who needs them', async () => {
  const { records } = await readAll(onetFormat, inputOf(onetFiles(), { name: 'db_30_2_text' }));
  expect(records.slice(0, 2)).toMatchObject([
    {
      type: 'framework',
      code: 'onet',
      version: '30.2',
      attribution: expect.stringMatching(/O\*NET 30\.2 .*CC BY 4\.0/u),
    },
    { type: 'level-scale', levels: [{ rank: 0 }, ...Array.from({ length: 6 }, () => ({})), { rank: 7 }] },
  ]);
});

const rows = (...list: readonly (readonly string[])[]) => ({ 'Skills.txt': ratings(list) });
const reading = ['2.A.1.a', 'Reading'] as const;

test.each<[string, Record<string, string>, string[], string[]]>([
  [
    'rows of an occupation that comes again further down are issues',
    rows(rating(CLERK, reading, 'IM', '3'), rating(BAKER, reading, 'IM', '3'), rating(CLERK, reading, 'LV', '3')),
    [`${CLERK} ESSENTIAL 2.A.1.a 3 - 1`, `${BAKER} ESSENTIAL 2.A.1.a 3 - 1`],
    [
      `ERROR DUPLICATE_KEY Skills.txt:4 Element ID: ${CLERK} and 2.A.1.a are rated above; the first rating counts, and rows of one pair stand together`,
    ],
  ],
  [
    'a value outside its scale, another scale and a code that is none leave their rows out',
    rows(
      rating(CLERK, reading, 'IM', '6'),
      rating(CLERK, reading, 'XX', '1'),
      rating('439021', reading, 'IM', '3'),
      rating(CLERK, reading, 'LV', '7'),
    ),
    [`${CLERK} OPTIONAL 2.A.1.a - 7 1`],
    [
      'ERROR FIELD_INVALID Skills.txt:2 Data Value: 6 is out of range; write a number from 1 to 5',
      'ERROR FIELD_INVALID Skills.txt:3 Scale ID: "XX" is neither IM nor LV',
      'ERROR FIELD_INVALID Skills.txt:4 O*NET-SOC Code: "439021" is not an O*NET-SOC code such as 15-1252.00',
    ],
  ],
  [
    'a row of a wrong number of cells is left out',
    rows(rating(CLERK, reading, 'IM', '4').slice(1), rating(CLERK, reading, 'LV', '4')),
    [`${CLERK} OPTIONAL 2.A.1.a - 4 1`],
    [
      'ERROR COLUMN_COUNT Skills.txt:2 Domain Source: the row has 12 cells, the header 13; quote cells that hold a separator or line breaks',
    ],
  ],
  [
    'ratings of what is no competency are kept',
    { 'Interests.txt': ratings([rating(CLERK, ['1.B.1.a', 'Realistic'], 'OI', '3.5')]) },
    [`kept onet:interests ${CLERK}|1.B.1.a|OI|08/2025`],
    [],
  ],
  [
    'a header in capitals and a mark in front are understood; a file that is no table of O*NET is told',
    {
      'Skills.txt': `\uFEFF${ratings([rating(CLERK, reading, 'IM', '4')]).replace(/^[^\n]*/u, (header) => header.toUpperCase())}`,
      'Read Me.txt': 'Thank you\n',
    },
    [`${CLERK} ESSENTIAL 2.A.1.a 4 - 1`],
    ['WARNING FILE_UNREAD Read Me.txt: is not a table of O*NET; nothing of it was imported'],
  ],
  [
    'a crosswalk that lies beside is read with it',
    {
      ...rows(rating(CLERK, reading, 'IM', '4')),
      'soc_isco.csv': 'soc_code,soc_title,isco08_code,isco08_title,mapping_type\n43-9021,A,4132,B,direct\n',
    },
    [`${CLERK} ESSENTIAL 2.A.1.a 4 - 1`],
    [],
  ],
])('%s', async (_promise, files, expected, issues) => {
  const found = await read(files);
  expect({ ...found, told: found.told.filter((line) => !line.startsWith('SKILL ')) }).toEqual({
    told: expected,
    issues,
  });
});

describe('what is O*NET', () => {
  test('is told by its columns', async () => {
    expect((await recogniseFormat(inputOf(onetFiles())))?.name).toBe('onet');
    expect(await onetFormat.recognises(inputOf({ 'Job Zones.txt': 'O*NET-SOC Code\tJob Zone\n' }))).toBe(false);
    expect(await onetFormat.check(inputOf({ 'Skills.txt': 'a\tb\n' }))).toMatchObject([
      { code: 'FORMAT_UNRECOGNISED' },
    ]);
  });

  test('only what all its files state may lose members', () => {
    const { 'Abilities.txt': _abilities, ...files } = onetFiles();
    expect(onetFormat.complete(inputOf(files))).toEqual([
      'occupation',
      'technology',
      'commodity',
      'skill-relation',
      'task',
    ]);
    expect(onetFormat.complete(inputOf(onetFiles()))).toContain('occupation-skill');
  });
});

describeWithData('onet', 'O*NET 30.2', (folder) => {
  test('every row of it is a record', async () => {
    const read = await readAll(onetFormat, inputFrom(folder));
    expect(countsOf(read)).toMatchObject({
      framework: 1,
      'occupation occupation': 1_016,
      'skill task': 18_796,
      'skill technology': 8_785,
      'skill commodity': 137,
      'occupation-crosswalk EXACT': 363,
      'occupation-crosswalk CLOSE': 1_271,
      'occupation-skill': 64_477,
    });
    expect(read.issues.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
    const needs = read.records.filter((record) => record.type === 'occupation-skill');
    expect(needs.filter(({ to }) => to.includes('#task-')).length).toBe(18_796);
    const software = needs.filter(({ to }) => to.includes('#technology-') || to.includes('#commodity-'));
    expect(new Set(software.map(({ place }) => place.line)).size).toBe(32_773);
  });
});
