import { expect, test } from 'vitest';
import { hrOpenFormat } from '../../src/formats/hr-open/read.ts';
import type { JobRecord } from '../../src/formats/record.ts';
import { folderInput, inputOf, lineOf, readAll } from '../rig/read-format.ts';
import { describeWithData } from '../rig/shared-data.ts';

const PROFILE = {
  positionId: { value: 'P1', schemeId: 'ATS' },
  positionTitle: 'Welder',
  positionOrganizations: [{ name: 'ACME', domainName: 'dns:www.acme.example' }],
};

async function read(document: object) {
  const { records, issues } = await readAll(hrOpenFormat, inputOf({ 'a.json': JSON.stringify(document) }));
  return { jobs: records as JobRecord[], issues: issues.map(lineOf) };
}

const needs = async (...positionCompetencies: object[]) => {
  const { jobs, issues } = await read({ ...PROFILE, positionQualifications: [{ positionCompetencies }] });
  expect(issues).toEqual([]);
  return jobs[0]?.requirement?.all;
};

test('a competency has two levels, and the required one makes it required', async () => {
  const scheme = { schemeId: 'https://scales.example/weld' };
  expect(
    await needs(
      {
        competencyName: 'Weld',
        requiredProficiencyLevel: { scoresNumeric: [{ value: 3, ...scheme }] },
        desiredProficiencyLevel: { scoresText: [{ value: 'Expert', ...scheme }] },
      },
      { competencyName: 'Grind', desiredProficiencyLevel: { scoresText: ['Good'] } },
      { competencyName: 'Paint' },
    ),
  ).toEqual([
    {
      ...{ skill: 'Weld', importance: 'REQUIRED' },
      requiredLevel: { value: 3, scale: 'https://scales.example/weld' },
      desiredLevel: { name: 'Expert', scale: 'https://scales.example/weld' },
    },
    { skill: 'Grind', importance: 'PREFERRED', desiredLevel: { name: 'Good' } },
    { skill: 'Paint' },
  ]);
});

test('a weight is the part of its scheme’s maximum; none weighs as little as can be said', async () => {
  expect(
    await needs(
      { competencyName: 'a', weight: { value: 3, minimumScore: 0, maximumScore: 5, schemeId: 'five' } },
      { competencyName: 'b', weight: { value: 6, maximumScore: 10 } },
      { competencyName: 'c', weight: { value: 0 } },
    ),
  ).toEqual([
    { skill: 'a', weight: 0.6 },
    { skill: 'b', weight: 0.6 },
    { skill: 'c', weight: 0.001 },
  ]);
});

test('how hard a level is to acquire stays with the source, in the schema’s spelling', async () => {
  const competency = { competencyName: 'Weld', proficiencyAcquistionDifficulty: 'Hard' };
  const profile = { ...PROFILE, positionQualifications: [{ positionCompetencies: [competency] }] };
  const { jobs } = await read(profile);
  expect(jobs[0]?.requirement).toEqual({ all: [{ skill: 'Weld' }] });
  expect(jobs[0]?.raw).toEqual(profile);
});

test('evidence a competency accepts is the weakest rung; an id that is an address names it', async () => {
  expect(
    await needs({
      competencyIds: [{ value: 'https://fw.example/weld' }],
      competencyName: 'Weld',
      allowableCompetencyEvidenceTypeCodes: ['Certification', 'Reference'],
    }),
  ).toEqual([{ skill: 'https://fw.example/weld', acceptedFrom: 'ENDORSED' }]);
});

test('an opening holds a job a profile, each with all that the opening says', async () => {
  const { jobs } = await read({
    documentId: { value: 'O1' },
    status: 'Closed',
    positionProfiles: [PROFILE, { ...PROFILE, positionId: 'P2', postingInstructions: [{ end: '2026-03-01' }] }],
  });
  expect(jobs.map(({ key, isClosed, closesAt }) => ({ key, isClosed, closesAt }))).toEqual([
    { key: 'https://www.acme.example P1', isClosed: true, closesAt: undefined },
    { key: 'https://www.acme.example P2', isClosed: true, closesAt: '2026-03-01T00:00:00Z' },
  ]);
  expect(jobs[0]?.raw).toEqual({ documentId: { value: 'O1' }, status: 'Closed', positionProfiles: [PROFILE] });
});

test('education names its programs, one of which is enough; licences are needed', async () => {
  const { jobs } = await read({
    ...PROFILE,
    positionQualifications: [{ educationRequirement: { programs: ['Welding', 'Metal'] }, licences: ['Class 4'] }],
  });
  const leaf = (credential: string) => ({ credential, importance: 'REQUIRED' });
  expect(jobs[0]?.requirement?.all).toEqual([
    { any: [leaf('Welding'), leaf('Metal')], importance: 'REQUIRED' },
    leaf('Class 4'),
  ]);
});

test.each<[string, object, string[], string[]]>([
  [
    'the posting in a resume is read, and the rest is its learner’s',
    {
      type: 'http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json',
      person: {},
      job: { positionOpening: { positionProfiles: [PROFILE] } },
    },
    ['P1'],
    ['WARNING LEARNER_RECORD'],
  ],
  [
    'a resume holds a JobSchema+ job as well',
    { person: {}, job: { JDXjobDescription: { title: 'x', positionID: 'J', hiringOrganization: { name: 'A' } } } },
    ['J'],
    ['WARNING LEARNER_RECORD'],
  ],
  ['a resume without a posting is left out', { person: {}, skills: [] }, [], ['ERROR LEARNER_RECORD']],
])('%s', async (_promise, document, ids, expected) => {
  const { jobs, issues } = await read(document);
  expect(jobs.map(({ positionId }) => positionId)).toEqual(ids);
  expect(issues).toEqual(expected);
});

describeWithData('lers', 'LER-RS resumes of HR Open', (folder) => {
  test('two hold a posting, which is read; every resume is accounted for', async () => {
    const input = folderInput(folder);
    expect(await hrOpenFormat.recognises(input)).toBe(true);
    const { records, issues } = await readAll(hrOpenFormat, input);
    expect((records as JobRecord[]).map(({ key }) => key)).toEqual([
      'https://www.acmecorp.com J12345',
      'https://www.corporateconsultingse.com EXT-J12345',
    ]);
    expect(issues.map(({ severity, code, place }) => `${severity} ${code} ${place.file}`)).toEqual([
      'ERROR LEARNER_RECORD LER-RS_V2_UC008_portability.json',
      'ERROR LEARNER_RECORD LER-RS_V2_UC009_exchanging.json',
      'WARNING LEARNER_RECORD LER-RS_V2_UC010_applying.json',
      'WARNING LEARNER_RECORD LER-RS_V2_VCwrapper.json',
    ]);
  });
});
