import { expect, test } from 'vitest';
import { csvMappingFormat } from '../../src/formats/csv-mapping/read.ts';
import { recogniseFormat } from '../../src/formats/index.ts';
import { inputOf, lineOf, readAll } from '../rig/read-format.ts';

const NEEDED = {
  provider_id: { constant: 'college' },
  provider_name_en: { constant: 'College' },
  credential_id: 'Code',
  title_en: 'Course name',
};

const inputWith = (mapping: unknown, text: string) =>
  inputOf({ 'courses.csv': text }, { mapping: typeof mapping === 'string' ? mapping : JSON.stringify(mapping) });

async function read(mapping: object, text: string) {
  const input = inputWith(mapping, text);
  expect(await csvMappingFormat.check(input)).toEqual([]);
  const { records, issues } = await readAll(csvMappingFormat, input);
  return { records, issues: issues.map((issue) => `${lineOf(issue)} ${issue.place.column}`) };
}

test('a foreign table becomes credentials: constants, lists, values, days and units', async () => {
  const { records, issues } = await read(
    {
      target: 'credential',
      fields: {
        ...NEEDED,
        delivery_mode: { column: 'Mode', values: { web: 'ONLINE_ASYNC' } },
        start_dates: { column: 'Starts', split: '|', dateFormat: 'DD/MM/YYYY' },
        instructional_hours: { column: 'Minutes', unit: 'minutes' },
        cost: { column: 'Fee', unit: 'cents' },
        languages: { column: 'Language', constant: 'en' },
        skills_taught: { column: 'Skills', split: ',' },
      },
    },
    'Code,course\u00A0name,Mode,Starts,Minutes,Fee,Language,Skills,Room\n1,Baking,Web,31/1/2027|01/02/2027,90,32550,,"bake, mix",12\n',
  );
  expect(issues).toEqual([]);
  expect(records).toMatchObject([
    { type: 'organization', uri: 'urn:tessera:provider:college', name: { en: 'College' } },
    {
      ...{ uri: 'urn:tessera:credential:college:1', name: { en: 'Baking' }, deliveryMode: 'ONLINE_ASYNC' },
      ...{ startDates: ['2027-01-31', '2027-02-01'], instructionalHours: 1.5, costCents: 32_550, languages: ['en'] },
      skills: [
        { relation: 'TEACHES', statement: 'bake' },
        { relation: 'TEACHES', statement: 'mix' },
      ],
      raw: { row: { Room: '12', Fee: '32550' }, mapped: { cost: '325.50' } },
      place: { line: 2 },
    },
  ]);
});

test('what a cell does not say as the mapping says is a doubt at the foreign column, and the row is in', async () => {
  const { records, issues } = await read(
    {
      target: 'credential',
      fields: {
        ...NEEDED,
        delivery_mode: { column: 'Mode', values: { web: 'ONLINE_ASYNC' } },
        start_dates: { column: 'Starts', dateFormat: 'YYYY/MM/DD' },
      },
    },
    'Code,Course name,Mode,Starts\n1,Baking,Room,soon\n2,,Web,\n',
  );
  expect(records.map(({ type }) => type)).toEqual(['organization', 'credential']);
  expect(issues).toEqual([
    'WARNING FIELD_INVALID 2 Mode',
    'WARNING FIELD_INVALID 2 Starts',
    'ERROR FIELD_MISSING 3 title_en',
  ]);
});

test.each<[string, object, string, object[]]>([
  [
    'skills with their relations',
    {
      target: 'skill',
      fields: {
        framework_code: { constant: 'fw' },
        uri: 'Id',
        kind: { constant: 'SKILL' },
        label_en: 'Name',
        broader: 'Parent',
      },
    },
    'Id,Name,Parent\nhttps://s.example/1,Bake,https://s.example/2\nhttps://s.example/2,Cook,\n',
    [
      { type: 'framework', code: 'fw' },
      { type: 'skill', uri: 'https://s.example/1' },
      { type: 'skill', uri: 'https://s.example/2' },
      { type: 'skill-relation', from: 'https://s.example/1', to: 'https://s.example/2' },
    ],
  ],
  [
    'postings',
    {
      target: 'job',
      fields: {
        ...{ employer_name: 'Firm', position_id: 'No', title_en: 'Job', noc2021: 'NOC' },
        ...{ skills_required: { column: 'Needs', split: ',' }, skills: 'Nice', closes_on: 'Until' },
      },
    },
    'Firm,No,Job,NOC,Needs,Nice,Until\nACME Inc.,7,Baker,1110,"bake, mix",smile,2027-01-31\n',
    [
      {
        ...{ type: 'job', key: 'urn:tessera:employer:acme-inc 7', noc2021: '01110', closesAt: '2027-01-31T00:00:00Z' },
        requirement: {
          all: [
            { skill: 'bake', importance: 'REQUIRED' },
            { skill: 'mix', importance: 'REQUIRED' },
            { skill: 'smile', importance: 'UNSPECIFIED' },
          ],
        },
      },
    ],
  ],
  [
    'organisations',
    { target: 'organization', fields: { provider_id: 'Id', provider_name_en: 'Name' } },
    'Id,Name\nhttps://c.example,College\n',
    [{ type: 'organization', uri: 'https://c.example', name: { en: 'College' } }],
  ],
])('a foreign table becomes %s', async (_name, mapping, text, expected) => {
  const { records, issues } = await read(mapping, text);
  expect(issues).toEqual([]);
  expect(records).toMatchObject(expected);
});

test('a wrong mapping is told before anything is read: every fault, its place and the nearest name', async () => {
  const faultsOf = async (mapping: unknown) =>
    (await csvMappingFormat.check(inputWith(mapping, 'Code,Course name\n1,Baking\n'))).map(({ message }) => message);
  const { title_en: _, ...untitled } = NEEDED;
  expect(
    await faultsOf({
      target: 'credential',
      fields: {
        ...untitled,
        titel_en: 'Course name',
        cost: { column: 'Fee', unit: 'hours' },
        audience: { column: 'x', unit: 'hours' },
        start_dates: { column: 'x', dateFormat: 'D.M.Y' },
      },
    }),
  ).toEqual([
    'mapping /fields/titel_en: a credential has no field titel_en; do you mean title_en?',
    'mapping /fields/cost/unit: "hours" is no unit of it; write one of cents, dollars',
    'mapping /fields/audience/unit: audience is no measure; leave unit out',
    'mapping /fields/start_dates/dateFormat: write YYYY, MM and DD once each, such as DD/MM/YYYY',
    'mapping /fields: a credential needs title_en; map a column to it, or state a constant',
  ]);
  expect(
    await faultsOf({ target: 'credential', fields: { ...NEEDED, credential_id: 'Cod', title_en: 'Course nam' } }),
  ).toEqual([
    'mapping /fields/credential_id/column: courses.csv has no column "Cod"; do you mean "Code"?',
    'mapping /fields/title_en/column: courses.csv has no column "Course nam"; do you mean "Course name"?',
  ]);
  expect(await faultsOf({ target: 'credential', fields: { ...NEEDED, url: {} } })).toEqual([
    'mapping /fields/url: state column, constant or both',
  ]);
  expect(await faultsOf('{')).toHaveLength(1);
  expect(await faultsOf({ target: 'planet', fields: {} })).toHaveLength(1);
});

test('an input with a mapping is read by it, and one without is not', async () => {
  const text = 'Code,Course name\n1,Baking\n';
  expect((await recogniseFormat(inputWith({ target: 'credential', fields: NEEDED }, text)))?.name).toBe('csv-mapping');
  expect(await csvMappingFormat.recognises(inputOf({ 'a.csv': text }))).toBe(false);
});
