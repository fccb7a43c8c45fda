import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Exporter } from '../../src/formats/export.ts';
import type { Format } from '../../src/formats/format.ts';
import { jdxFormat } from '../../src/formats/jdx/read.ts';
import { jdxExporter } from '../../src/formats/jdx/write.ts';
import { jobPostingFormat } from '../../src/formats/job-posting/read.ts';
import { jobPostingExporter } from '../../src/formats/job-posting/write.ts';
import type { HubRecord, JobRecord } from '../../src/formats/record.ts';
import type { StatedLevel, StatedRequirement } from '../../src/jobs/requirement.ts';
import { facts, inputOf, readAll, writeAll } from '../rig/read-format.ts';
import { describeWithData } from '../rig/shared-data.ts';

const JDX = [
  {
    ...{ title: 'Analyst', positionID: 'P-1', '@id': 'https://acme.example/jobs/1', unknown: { kept: [1] } },
    hiringOrganization: { legalName: 'ACME', url: 'https://acme.example' },
    inLanguage: { language: 'fr' },
    formattedDescriptions: ['<p>Un poste</p><ul><li>utile</li></ul>'],
    jobLocation: { address: { addressRegion: 'ON', addressCountry: 'CA' } },
    ...{ datePosted: '2026-01-02', validThrough: '2026-02-03T04:05:06-05:00' },
    occupationCategories: [{ termCode: '1110', inDefinedTermSet: { name: 'NOC 2021' } }],
    skills: [
      { name: 'SQL', annotation: { required: true, requiredAtHiring: false, evidenceCategory: 'exam' } },
      {
        ...{ '@id': 'https://fw.example/1', weight: { value: 3, maximumScore: 5 }, annotation: { preferred: true } },
        requiredProficiencyLevel: { scoresNumeric: [{ value: 3, schemeId: 'https://scales.example/1' }] },
        desiredProficiencyLevel: { scoresText: ['Very good'] },
      },
    ],
    requiredCredentials: [{ name: 'A' }, { program: 'B' }],
    equivalentCredentials: [{ '@id': 'https://c.example/c', name: 'C' }],
    preferredCredentials: [{ name: 'D' }],
    requiredConditions: [
      {
        requiredCredential: { name: 'Degree' },
        alternativeCondition: { skills: [{ name: 'SQL' }, { name: 'R' }] },
        preferredCondition: [{ requiredCredentials: [{ name: 'Master' }] }],
      },
      { alternativeConditions: ['a', 'b', 'c'].map((name) => ({ skills: [{ name }] })), requiredNumber: 2 },
    ],
  },
  { title: { en: 'Baker', fr: 'Boulanger' }, positionID: 'P-2', hiringOrganization: 'ACME', jobLocation: 'Far away' },
  { '@type': 'skos:Concept', '@id': 'https://jobdataexchange.org/jdx/vocabs/x', name: 'x' },
];

const POSTINGS = {
  '@context': 'https://schema.org',
  '@graph': [
    {
      ...{ '@type': 'JobPosting', title: 'Baker', identifier: { '@type': 'PropertyValue', value: 7 } },
      hiringOrganization: { '@id': 'https://acme.example/#it' },
      ...{
        skills: 'knead dough, bake (bread, cake)',
        occupationalCategory: '35-1011.00 Bakers',
        url: 'https://a.example/7',
      },
      qualifications: { '@type': 'EducationalOccupationalCredential', credentialCategory: 'certificate' },
      ...{ description: 'Bread', datePosted: '2026-01-02', validThrough: '2027-01-02T10:00:00+02:00', unknown: 1 },
    },
    {
      ...{
        '@context': { s: 'https://schema.org/' },
        '@type': 's:JobPosting',
        's:title': 'Cook',
        's:url': 'https://a.example/8',
      },
      's:hiringOrganization': { 's:name': 'ACME' },
      's:jobLocation': { 's:address': { 's:addressRegion': 'ON', 's:addressCountry': 'CA' } },
    },
    { '@id': 'https://acme.example/#it', '@type': 'Organization', name: 'ACME' },
  ],
};

/** Records without what only the file they came in says. */
const said = (records: readonly HubRecord[]) =>
  facts(records.flatMap((record) => (record.type === 'job' ? [{ ...record, raw: null }] : [])));

const words = fc.stringMatching(/^[A-Za-z0-9é][A-Za-z0-9é ,.()'-]{0,20}[a-z]$/u);
const address = fc.nat(99).map((n) => `https://things.example/${n}`);
const named = fc.oneof(words, address);
const weight = fc.constantFrom(0.001, 0.5, 1, 2, 1_000);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const importance = fc.constantFrom('REQUIRED' as const, 'PREFERRED' as const);
const level: fc.Arbitrary<StatedLevel> = fc
  .record({ name: optional(words), value: optional(fc.integer({ min: -5, max: 9 })), scale: optional(named) })
  .filter(({ name, value }) => name !== undefined || value !== undefined);
const leafSays = {
  ...{ importance: optional(importance), weight: optional(weight), neededAtHire: optional(fc.constant(false)) },
  acceptedFrom: optional(
    fc.constantFrom(...(['SELF_CLAIMED', 'ENDORSED', 'VERIFIED_UNASSESSED', 'VERIFIED_ASSESSED'] as const)),
  ),
};
const leaf: fc.Arbitrary<StatedRequirement> = fc.oneof(
  fc.record({ skill: named, ...leafSays, requiredLevel: optional(level), desiredLevel: optional(level) }),
  fc.record({ credential: named, ...leafSays }),
);
const groupSays = { importance: optional(importance), weight: optional(weight) };
const { tree } = fc.letrec<{ tree: StatedRequirement; parts: StatedRequirement[] }>((tie) => ({
  parts: fc.array(tie('tree'), { minLength: 2, maxLength: 4 }),
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({ all: tie('parts'), ...groupSays }),
    fc.record({ any: tie('parts'), ...groupSays }),
    fc.record({ of: tie('parts'), atLeast: fc.constant(2), ...groupSays }),
  ),
}));
const texts = fc.dictionary(fc.constantFrom('en', 'fr', 'de'), words, { minKeys: 1, maxKeys: 2 });
const moment = fc.constantFrom('2026-01-02T00:00:00Z', '2027-05-06T07:08:09Z');

function jobs(requirement: fc.Arbitrary<StatedRequirement | undefined>): fc.Arbitrary<JobRecord> {
  return fc
    .record({
      employer: fc.record({ uri: address, name: texts, url: optional(address) }),
      ...{ positionId: words, title: texts, description: fc.oneof(fc.constant({}), texts), url: optional(address) },
      region: optional(fc.oneof(fc.constant('CA-ON'), words)),
      occupation: optional(fc.oneof(named, fc.constantFrom('1110', '15-2051.00'))),
      ...{ publishedAt: optional(moment), closesAt: optional(moment), requirement },
      noc2021: optional(fc.constantFrom('01110', '21211')),
    })
    .map(
      ({ noc2021, ...job }) =>
        ({
          ...{
            type: 'job',
            kind: 'job',
            raw: null,
            place: { file: 'x' },
            key: `${job.employer.uri} ${job.positionId}`,
          },
          ...{ ...job, ...(job.occupation !== undefined && { noc2021 }) },
        }) as JobRecord,
    );
}

/** Without what is not stated, and with what is said of every group said of each: no importance is UNSPECIFIED. */
function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([name, member]) => member !== undefined && !(name === 'importance' && member === 'UNSPECIFIED'),
  );
  return Object.fromEntries(entries.map(([name, member]) => [name, settled(member)]));
}

const flat = fc
  .uniqueArray(named, { maxLength: 6 })
  .chain((all) =>
    fc.nat(all.length).map((skills) => all.map((each, at) => (at < skills ? { skill: each } : { credential: each }))),
  )
  .map((all) => (all.length > 0 ? { all } : undefined));
const deep = optional(fc.array(tree, { minLength: 1, maxLength: 4 }).map((all) => ({ all })));

describe.each<[string, Format, Exporter, unknown, fc.Arbitrary<StatedRequirement | undefined>]>([
  ['jdx', jdxFormat, jdxExporter, JDX, deep],
  ['job-posting', jobPostingFormat, jobPostingExporter, POSTINGS, flat],
])('%s', (_name, format, exporter, fixture, requirement) => {
  const read = async (text: string) => {
    const { records, issues } = await readAll(format, inputOf({ 'a.json': text }));
    expect(issues).toEqual([]);
    return records;
  };

  test('what came in it goes out as it came and is read as it was', async () => {
    const records = await read(JSON.stringify(fixture));
    const text = await writeAll(exporter, records);
    expect(await format.recognises(inputOf({ 'a.json': text }))).toBe(true);
    expect(facts(await read(text))).toEqual(facts(records));
  });

  test('mapped, it says what it said', async () => {
    const records = await read(JSON.stringify(fixture));
    const text = await writeAll(exporter, records, false);
    expect(settled(said(await read(text)))).toEqual(settled(said(records)));
  });

  test('every posting the format can tell is read back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(jobs(requirement), async (job) => {
        const back = await read(await writeAll(exporter, [job], false));
        expect(settled(said(back))).toEqual(settled(said([job])));
      }),
      { numRuns: 100 },
    );
  });

  test('nothing is an empty file', async () => {
    expect(await read(await writeAll(exporter, []))).toEqual([]);
  });
});

test('two files may call two employers by one local address', async () => {
  const page = (name: string) => ({
    '@context': 'https://schema.org',
    '@graph': [
      { '@type': 'JobPosting', title: 'x', identifier: '1', hiringOrganization: { '@id': '#employer' } },
      { '@id': '#employer', '@type': 'Organization', name },
    ],
  });
  const input = inputOf({ 'a.json': JSON.stringify(page('One')), 'b.json': JSON.stringify(page('Two')) });
  const { records } = await readAll(jobPostingFormat, input);
  const text = await writeAll(jobPostingExporter, records);
  const { records: back } = await readAll(jobPostingFormat, inputOf({ 'c.json': text }));
  const employers = (all: readonly HubRecord[]) =>
    all.flatMap((each) => (each.type === 'job' ? [each.employer.uri] : []));
  expect(employers(back)).toEqual(['urn:tessera:employer:one', 'urn:tessera:employer:two']);
});

const HERE = 'https://schemas.example/a/b/';

describeWithData('schemas', 'JobSchema+ as HR Open publishes it', (folder) => {
  const schema = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const refsIn = (text: string) => [...text.matchAll(/"\$ref": ?"([^"#]+)#?/gu)].map(([, ref]) => ref ?? '');

  test.each(
    readdirSync(existsSync(folder) ? folder : '.').filter((name) => /^Job(Posting|Description)Type\.json$/u.test(name)),
  )('a mapped posting holds by %s', async (name) => {
    const { records } = await readAll(jdxFormat, inputOf({ 'a.json': JSON.stringify([JDX[0]]) }));
    const [posting] = JSON.parse(await writeAll(jdxExporter, records, false));
    const ajv = new Ajv.default({ strict: false });
    // The types it rests on are not published beside it; a term, credential or condition is an object.
    const text = JSON.stringify(schema(name));
    const refs = new Set(refsIn(text).map((ref) => new URL(ref, HERE).href));
    for (const ref of refs) ajv.addSchema(ref.includes('/common/') ? {} : { type: 'object' }, ref);
    const validate = ajv.compile({ ...JSON.parse(text), id: `${HERE}${name}` });
    expect([validate(posting), validate.errors]).toEqual([true, null]);
    const known = [...Object.keys(schema('JobPostingType.json').properties), 'descriptions', '@id'];
    expect(Object.keys(posting).filter((member) => !known.includes(member))).toEqual([]);
  });
});
