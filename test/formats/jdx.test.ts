import { expect, test } from 'vitest';
import { jdxFormat } from '../../src/formats/jdx/read.ts';
import type { JobRecord } from '../../src/formats/record.ts';
import { folderInput, inputOf, lineOf, readAll } from '../rig/read-format.ts';
import { describeWithData } from '../rig/shared-data.ts';

const JOB = { title: 'Junior Analyst', positionID: 'P-9', hiringOrganization: { name: 'ACME' } };

async function read(job: object | string) {
  const text = typeof job === 'string' ? job : JSON.stringify(job);
  const { records, issues } = await readAll(jdxFormat, inputOf({ 'jobs.json': text }));
  return { jobs: records as JobRecord[], issues: issues.map(lineOf) };
}

const needs = async (more: object) => {
  const { jobs, issues } = await read({ ...JOB, ...more });
  return { parts: jobs[0]?.requirement?.all ?? [], issues };
};

test.each<[string, object, object[]]>([
  [
    'required at hire, trained for, and welcome are told apart',
    {
      skills: [
        { name: 'clean data', termCode: 'D.1', annotation: { required: true, requiredAtHiring: true } },
        { name: 'SQL', annotation: { required: true, requiredAtHiring: false, acquiredInternally: true } },
        { name: 'present findings', annotation: { preferred: true } },
        { name: 'listen' },
      ],
    },
    [
      { skill: 'clean data', importance: 'REQUIRED' },
      { skill: 'SQL', importance: 'REQUIRED', neededAtHire: false },
      { skill: 'present findings', importance: 'PREFERRED' },
      { skill: 'listen' },
    ],
  ],
  [
    'every array of terms is read, in the order of the schema; a text is a term of that name',
    {
      ...{ attitudes: ['calm'], workActivities: ['sort'], tasks: ['file'], technologies: ['Excel'] },
      ...{ competencies: ['judge'], abilities: ['see'], knowledge: ['law'], skills: ['read'] },
    },
    ['read', 'law', 'see', 'judge', 'Excel', 'file', 'sort', 'calm'].map((skill) => ({ skill })),
  ],
  [
    'an address names a skill before its name, and a code only where there is no name',
    { skills: [{ name: 'x', termCode: 'https://fw.example/1' }, { termCode: 'D.2' }] },
    [{ skill: 'https://fw.example/1' }, { skill: 'D.2' }],
  ],
  [
    'the kind of evidence asked for is the weakest rung accepted',
    {
      skills: [
        { name: 'a', annotation: { evidenceCategory: 'Self-attestation' } },
        { name: 'b', annotation: { evidenceCategory: ['assessment', 'credential'] } },
        { name: 'c', annotation: { requiredAssessments: [{ name: 'Test' }] } },
        { name: 'd', annotation: { evidenceCategory: 'a good feeling' } },
      ],
    },
    [
      { skill: 'a', acceptedFrom: 'SELF_CLAIMED' },
      { skill: 'b', acceptedFrom: 'VERIFIED_UNASSESSED' },
      { skill: 'c', acceptedFrom: 'VERIFIED_ASSESSED' },
      { skill: 'd' },
    ],
  ],
  [
    'alternative and equivalent credentials do instead of the required ones',
    {
      requiredCredentials: [{ name: 'A' }, { program: 'B' }],
      equivalentCredentials: [{ '@id': 'https://c.example/c', name: 'C' }],
      preferredCredentials: [{ descriptions: ['D'] }],
    },
    [
      {
        any: [
          {
            all: [
              { credential: 'A', importance: 'REQUIRED' },
              { credential: 'B', importance: 'REQUIRED' },
            ],
            importance: 'REQUIRED',
          },
          { credential: 'https://c.example/c' },
        ],
        importance: 'REQUIRED',
      },
      { credential: 'D', importance: 'PREFERRED' },
    ],
  ],
  [
    'education names credentials, experience the skill of its words',
    {
      minimumEducation: [{ name: 'Diploma' }],
      requiredExperiences: [{ duration: 'P5Y', descriptions: ['Data work'] }],
    },
    [
      { credential: 'Diploma', importance: 'REQUIRED' },
      { skill: 'Data work', importance: 'REQUIRED' },
    ],
  ],
  [
    'a condition holds, or one of its alternatives; its preferred ones are welcome',
    {
      requiredConditions: [
        {
          requiredCredential: { name: 'Degree' },
          alternativeCondition: { skills: [{ name: 'SQL' }, { name: 'R' }] },
          preferredCondition: [{ requiredCredentials: [{ name: 'Master' }] }],
        },
      ],
    },
    [
      {
        all: [
          {
            any: [{ credential: 'Degree', importance: 'REQUIRED' }, { all: [{ skill: 'SQL' }, { skill: 'R' }] }],
            importance: 'REQUIRED',
          },
          { credential: 'Master', importance: 'PREFERRED' },
        ],
      },
    ],
  ],
])('%s', async (_promise, more, parts) => {
  expect(await needs(more)).toEqual({ parts, issues: [] });
});

test.each<[string, object, string[]]>([
  ['a job without an employer is left out', { hiringOrganization: null }, ['ERROR FIELD_MISSING /hiringOrganization']],
  ['a job without a title is left out', { title: ' ' }, ['ERROR FIELD_MISSING /title']],
  ['a job without any id is left out', { positionID: null }, ['ERROR FIELD_MISSING']],
  [
    'a flag that is none is a doubt at its place',
    { skills: [{ name: 'x', annotation: { required: 'perhaps' } }] },
    ['WARNING FIELD_INVALID /skills/0/annotation/required'],
  ],
  ['a day that is none is a doubt', { validThrough: 'soon' }, ['WARNING FIELD_INVALID /validThrough']],
  ['a term without a name is a doubt', { skills: [{ annotation: {} }] }, ['WARNING FIELD_INVALID /skills/0']],
])('%s', async (_promise, more, expected) => {
  const { jobs, issues } = await read({ ...JOB, ...more });
  expect(issues).toEqual(expected);
  expect(jobs).toHaveLength(expected[0]?.startsWith('ERROR') ? 0 : 1);
});

const two = [
  { ...JOB, positionID: '1' },
  { ...JOB, positionID: '2' },
];
test.each<[string, string, string[]]>([
  ['one alone', JSON.stringify(two[0]), ['1']],
  ['a list', JSON.stringify(two, null, 2), ['1', '2']],
  ['wrapped', JSON.stringify({ meta: { total: [2] }, data: two }), ['1', '2']],
  ['a line each', two.map((job) => JSON.stringify(job)).join('\r\n\n'), ['1', '2']],
  ['with a byte order mark', `\uFEFF${JSON.stringify(two)}`, ['1', '2']],
])('jobs are read %s', async (_form, text, ids) => {
  const { jobs, issues } = await read(text);
  expect(jobs.map(({ positionId }) => positionId)).toEqual(ids);
  expect(issues).toEqual([]);
});

test('a line that is no JSON is one issue, and the lines behind it are read', async () => {
  const { jobs, issues } = await read(`${JSON.stringify(two[0])}\n{"title":\n${JSON.stringify(two[1])}\n`);
  expect(jobs.map(({ positionId }) => positionId)).toEqual(['1', '2']);
  expect(issues).toEqual(['ERROR JSON_INVALID 2']);
});

test('a posting says where, when, in which language and for whom', async () => {
  const { jobs } = await read({
    ...{ title: 'Analyste', postingID: 'X', inLanguage: { language: 'fr' } },
    hiringOrganization: {
      legalName: 'ACME',
      url: 'https://acme.example/',
      identifiers: [{ value: 'did:web:acme.example' }],
    },
    formattedDescriptions: ['<p>Un&nbsp;poste</p><ul><li>utile</li></ul>', 'Deux'],
    jobLocation: { address: { addressRegion: 'ON', addressCountry: 'CA' } },
    ...{ datePosted: '2026-01-02', validThrough: '2026-02-03T04:05:06-05:00' },
    occupationCategories: [{ termCode: '1110', inDefinedTermSet: { name: 'NOC 2021' } }],
    unknown: { kept: true },
  });
  expect(jobs[0]).toMatchObject({
    key: 'did:web:acme.example X',
    employer: { uri: 'did:web:acme.example', name: { fr: 'ACME' }, url: 'https://acme.example/' },
    title: { fr: 'Analyste' },
    description: { fr: 'Un poste\n\n- utile\n\nDeux' },
    ...{ region: 'CA-ON', occupation: '1110', noc2021: '01110' },
    ...{ publishedAt: '2026-01-02T00:00:00Z', closesAt: '2026-02-03T09:05:06Z' },
    raw: { unknown: { kept: true } },
  });
  expect(jobs[0]?.requirement).toBeUndefined();
});

test('employers without an address are one where they are called alike', async () => {
  const { jobs } = await read([
    { ...JOB, positionID: '1', hiringOrganization: { legalName: 'Café  Été, Inc.' } },
    { ...JOB, positionID: '2', hiringOrganization: 'CAFÉ ÉTÉ INC' },
  ]);
  expect(new Set(jobs.map(({ employer }) => employer.uri))).toEqual(new Set(['urn:tessera:employer:café-été-inc']));
});

test('a file is told by its members, and not where it is of schema.org', async () => {
  const recognised = (text: object) => jdxFormat.recognises(inputOf({ 'a.json': JSON.stringify(text) }));
  expect(await recognised(JOB)).toBe(true);
  expect(await recognised({ title: 'x', hiringOrganization: {} })).toBe(false);
  expect(await recognised({ '@context': 'https://schema.org/', ...JOB })).toBe(false);
});

describeWithData('ctdl/JDX', 'the vocabularies of JobSchema+', (folder) => {
  test('are kept whole, every concept of them', async () => {
    const input = folderInput(folder);
    expect(await jdxFormat.recognises(input)).toBe(true);
    const { records, issues } = await readAll(jdxFormat, input);
    const concepts = records.map(({ type }) => type);
    expect(new Set(concepts)).toEqual(new Set(['kept']));
    expect(concepts.length).toBeGreaterThan(40);
    expect(issues).toEqual([]);
  });
});
