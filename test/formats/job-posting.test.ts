import { expect, test } from 'vitest';
import { jobPostingFormat } from '../../src/formats/job-posting/read.ts';
import type { JobRecord } from '../../src/formats/record.ts';
import { inputOf, lineOf, readAll } from '../rig/read-format.ts';

const POSTING = {
  '@type': 'JobPosting',
  title: 'Baker',
  identifier: { '@type': 'PropertyValue', name: 'ACME', value: 'B-1' },
  hiringOrganization: { '@type': 'Organization', name: 'ACME', sameAs: 'https://acme.example' },
};

async function read(document: object | string) {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const input = inputOf({ 'a.json': text });
  const { records, issues } = await readAll(jobPostingFormat, input);
  return {
    isRecognised: await jobPostingFormat.recognises(input),
    jobs: records.filter((record): record is JobRecord => record.type === 'job'),
    kept: records.filter(({ type }) => type === 'kept'),
    issues: issues.map(lineOf),
  };
}

const prefixed = (prefix: string) =>
  JSON.parse(
    JSON.stringify(POSTING)
      .replace(/"(title|identifier|hiringOrganization|name|value|sameAs)":/gu, `"${prefix}$1":`)
      .replace(/"(JobPosting|Organization|PropertyValue)"/gu, `"${prefix}$1"`),
  );

test.each<[string, object]>([
  ['https://schema.org', { '@context': 'https://schema.org', ...POSTING }],
  ['http and a slash', { '@context': 'http://schema.org/', ...POSTING }],
  ['www', { '@context': 'https://www.schema.org/', ...POSTING }],
  ['a vocabulary', { '@context': { '@vocab': 'https://schema.org/' }, ...POSTING }],
  ['a list', { '@context': ['https://schema.org', { x: 'https://x.example/' }], ...POSTING }],
  ['a prefix', { '@context': { s: 'https://schema.org/' }, ...prefixed('s:') }],
  ['full addresses', prefixed('https://schema.org/')],
  [
    'names of its own',
    { '@context': { jobTitle: 'http://schema.org/title' }, ...POSTING, title: undefined, jobTitle: 'Baker' },
  ],
  ['no context', POSTING],
])('a posting is read whatever its context: %s', async (_spelling, document) => {
  const { jobs, issues, isRecognised } = await read(document);
  expect(isRecognised).toBe(true);
  expect(issues).toEqual([]);
  expect(jobs).toMatchObject([
    {
      key: 'https://acme.example B-1',
      title: { en: 'Baker' },
      employer: { uri: 'https://acme.example', name: { en: 'ACME' } },
    },
  ]);
});

test.each<[string, unknown, string[]]>([
  [
    'text joined by commas, never cut inside brackets',
    'SQL (reading, writing), Python; teamwork.',
    ['SQL (reading, writing)', 'Python', 'teamwork'],
  ],
  ['a list in HTML', '<ul><li>Knead dough</li><li>Bake &amp; cool</li></ul>', ['Knead dough', 'Bake & cool']],
  ['a term', [{ '@type': 'DefinedTerm', name: 'bake', termCode: 'B.1' }], ['bake']],
  [
    'an address',
    ['https://fw.example/bake', { '@id': 'https://fw.example/mix' }],
    ['https://fw.example/bake', 'https://fw.example/mix'],
  ],
  ['each once', ['bake', 'bake, mix'], ['bake', 'mix']],
])('skills are %s, and nothing is said of how much they are needed', async (_form, skills, words) => {
  const { jobs } = await read({ '@context': 'https://schema.org', ...POSTING, skills });
  expect(jobs[0]?.requirement).toEqual({ all: words.map((skill) => ({ skill })) });
});

test('credentials are leaves where they are things; prose about them stays with the source', async () => {
  const { jobs } = await read({
    ...POSTING,
    qualifications: [
      'A warm heart',
      { '@type': 'EducationalOccupationalCredential', url: 'https://c.example/1', name: 'Red Seal' },
    ],
    educationRequirements: { '@type': 'EducationalOccupationalCredential', credentialCategory: 'certificate' },
    experienceRequirements: { monthsOfExperience: 12 },
  });
  expect(jobs[0]?.requirement).toEqual({ all: [{ credential: 'https://c.example/1' }, { credential: 'certificate' }] });
});

test('in a graph the employer is found by its address, and everything else is kept', async () => {
  const organization = { '@id': '#acme', '@type': 'Organization', name: 'ACME', url: 'https://acme.example' };
  const posting = { ...POSTING, hiringOrganization: { '@id': '#acme' } };
  const { jobs, kept, issues } = await read({ '@context': 'https://schema.org', '@graph': [posting, organization] });
  expect(jobs).toMatchObject([{ employer: { uri: 'https://acme.example', name: { en: 'ACME' } }, raw: posting }]);
  expect(kept).toMatchObject([{ kind: 'schema-thing', key: '#acme', raw: organization }]);
  expect(issues).toEqual([]);
});

test('a page’s scripts are read, a broken one is told at its line, and escaped HTML becomes text', async () => {
  const posting = {
    '@context': 'https://schema.org',
    ...POSTING,
    description: '&lt;p&gt;Bread&lt;br&gt;daily&lt;/p&gt;',
  };
  const { jobs, issues, isRecognised } = await read(`<!doctype html>
<html><head><title>Jobs</title>
<script type="application/ld+json">{ broken</script>
<script>var x = {"@type":"JobPosting"};</script>
<script type="application/ld+json">
${JSON.stringify(posting)}
</script></head><body><p>Hello</p></body></html>`);
  expect(isRecognised).toBe(true);
  expect(jobs).toMatchObject([
    { positionId: 'B-1', description: { en: 'Bread\ndaily' }, place: { file: 'a.json', line: 5 } },
  ]);
  expect(issues).toEqual(['ERROR JSON_INVALID 3']);
});

test('a posting without an id is known by its address; one whose day is past says so', async () => {
  const { jobs } = await read({
    ...POSTING,
    identifier: undefined,
    url: 'https://acme.example/jobs/1',
    validThrough: '2020-01-01',
  });
  expect(jobs).toMatchObject([{ positionId: 'https://acme.example/jobs/1', closesAt: '2020-01-01T00:00:00Z' }]);
});

test('postings come a line each, and what is no posting is kept', async () => {
  const lines = [POSTING, { '@type': 'Course', name: 'x' }].map((each) => JSON.stringify(each)).join('\n');
  const { jobs, kept, issues } = await read(lines);
  expect([jobs.length, kept.length, issues]).toEqual([1, 1, []]);
});
