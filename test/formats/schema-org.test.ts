import { expect, test } from 'vitest';
import type { Input, Issue } from '../../src/formats/format.ts';
import type { HubRecord } from '../../src/formats/record.ts';
import { schemaOrgFormat } from '../../src/formats/schema-org/read.ts';
import { schemaOrgExporter } from '../../src/formats/schema-org/write.ts';

function inputOf(document: unknown): Input {
  const bytes = Buffer.from(typeof document === 'string' ? document : JSON.stringify(document));
  const file = {
    name: 'courses.json',
    async *bytes() {
      yield bytes;
    },
  };
  return { name: 'courses.json', files: [file] };
}

async function read(document: unknown) {
  const issues: Issue[] = [];
  const records: HubRecord[] = [];
  for await (const record of schemaOrgFormat.read(inputOf(document), (issue) => issues.push(issue)))
    records.push(record);
  return { records, issues };
}

async function write(records: readonly HubRecord[], isOwn: boolean): Promise<string> {
  async function* each() {
    for (const record of records) yield { record, isOwn };
  }
  let text = '';
  const head = { title: 'All', hubUrl: 'https://hub.example', writtenAt: '2026-01-01T00:00:00Z' };
  for await (const piece of schemaOrgExporter.write(each(), head)) text += piece;
  return text;
}

const provider = { '@type': 'CollegeOrUniversity', name: 'College', url: 'https://college.example' };
const course = { '@type': 'Course', '@id': 'https://college.example/lab', name: 'Lab', provider };

test.each<[string, unknown]>([
  ['alone', { '@context': 'https://schema.org', ...course }],
  ['in a graph', { '@context': 'http://schema.org/', '@graph': [course] }],
  ['in a list', [{ '@context': 'https://schema.org', ...course }]],
  [
    'in an ItemList',
    {
      '@context': 'https://schema.org',
      '@type': 'ItemList',
      itemListElement: [{ '@type': 'ListItem', position: 1, item: course }],
    },
  ],
  [
    'with a prefix',
    {
      '@context': { schema: 'http://schema.org/' },
      '@type': 'schema:Course',
      '@id': 'https://college.example/lab',
      'schema:name': 'Lab',
      'schema:provider': provider,
    },
  ],
])('a course is read %s, after its provider', async (_how, document) => {
  expect(await schemaOrgFormat.recognises(inputOf(document))).toBe(true);
  const { records, issues } = await read(document);
  expect(issues).toEqual([]);
  expect(records).toMatchObject([
    { type: 'organization', uri: 'https://college.example', name: { en: 'College' } },
    {
      type: 'credential',
      uri: 'https://college.example/lab',
      credentialType: 'COURSE',
      name: { en: 'Lab' },
      providerUri: 'https://college.example',
    },
  ]);
});

test('what a credential states is read, written and read again, and a posting is kept', async () => {
  const credential = {
    ...{
      '@type': 'EducationalOccupationalCredential',
      '@id': 'urn:mc',
      name: 'Lab',
      credentialCategory: 'Micro-credential',
      recognizedBy: provider,
    },
    ...{
      competencyRequired: [{ '@type': 'DefinedTerm', name: 'be careful' }, 'mix'],
      validFor: 'P2Y',
      offers: { price: '99.50', priceCurrency: 'CAD' },
    },
  };
  const { records } = await read({
    '@context': 'https://schema.org',
    '@graph': [credential, { '@type': 'JobPosting', title: 'Baker' }],
  });
  const stated = records.find(({ type }) => type === 'credential');
  expect(stated).toMatchObject({
    ...{ credentialType: 'MICRO_CREDENTIAL', costCents: 9_950, currency: 'CAD', validYears: 2 },
    skills: [
      { relation: 'ASSESSES', statement: 'be careful' },
      { relation: 'ASSESSES', statement: 'mix' },
    ],
  });
  expect(records.at(-1)).toMatchObject({ type: 'kept', kind: 'JobPosting' });
  const plain = (all: readonly HubRecord[]) => all.map(({ place: _place, ...record }) => record);
  expect(plain((await read(await write(records, true))).records)).toEqual(plain(records));
  const mapped = (await read(await write(records, false))).records.find(({ type }) => type === 'credential');
  expect(mapped).toMatchObject({
    uri: 'urn:mc',
    credentialType: 'MICRO_CREDENTIAL',
    costCents: 9_950,
    validYears: 2,
    skills: (stated as { skills: unknown }).skills,
  });
});

test('a course of nobody is told, and one without a name is left out', async () => {
  const { records, issues } = await read({
    '@context': 'https://schema.org',
    '@graph': [
      { '@type': 'Course', name: 'Alone' },
      { '@type': 'Course', provider },
    ],
  });
  expect(records.map(({ type }) => type)).toEqual(['organization', 'credential']);
  expect(issues.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
    'WARNING FIELD_MISSING',
    'ERROR FIELD_INVALID',
  ]);
});
