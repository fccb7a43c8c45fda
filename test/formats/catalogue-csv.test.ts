import { expect, test } from 'vitest';
import { judgeFunding, OSAP_MC } from '../../src/credentials/funding.ts';
import { catalogueCsvFormat } from '../../src/formats/catalogue-csv/read.ts';
import type { Issue } from '../../src/formats/format.ts';
import type { CredentialRecord, HubRecord } from '../../src/formats/record.ts';

const HEADER = ['provider_id', 'provider_name_en', 'credential_id', 'title_en'];

/** Reads one row of the given cells, in as many chunks as it has bytes divided by seven. */
async function readRow(cells: Record<string, string>, columns: Record<string, string> = {}) {
  const row = {
    provider_id: 'college',
    provider_name_en: 'College',
    credential_id: 'mc',
    title_en: 'Baking',
    ...cells,
  };
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const names = [...new Set([...HEADER, ...Object.keys(row)])];
  const header = names.map((name) => quote(columns[name] ?? name)).join(',');
  const text = `\uFEFF${header}\r\n${names.map((name) => quote(row[name as keyof typeof row] ?? '')).join(',')}\r\n`;
  const bytes = Buffer.from(text);
  const file = {
    name: 'catalogue.csv',
    async *bytes() {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    },
  };
  const issues: Issue[] = [];
  const records: HubRecord[] = [];
  for await (const record of catalogueCsvFormat.read({ name: 'catalogue.csv', files: [file], columns }, (issue) =>
    issues.push(issue),
  ))
    records.push(record);
  const credential = records.find((record): record is CredentialRecord => record.type === 'credential');
  return {
    credential,
    records,
    issues: issues.map(({ severity, place, message }) => `${severity} ${place.line} ${place.column}: ${message}`),
  };
}

/** One byte more than is looked up. */
const long = `${'é'.repeat(1_000)}x`;
const bytes = (count: number) => `has ${count} bytes, 2000 are kept at most; shorten it`;

test('a provider comes once, before its first credential', async () => {
  const { records } = await readRow({});
  expect(records.map(({ type }) => type)).toEqual(['organization', 'credential']);
  expect(records[1]).toMatchObject({
    uri: 'urn:tessera:credential:college:mc',
    providerUri: 'urn:tessera:provider:college',
    credentialType: 'MICRO_CREDENTIAL',
  });
});

test.each<[string, Record<string, string>, object]>([
  ['an empty cell is unknown, never no', {}, { assessed: 'UNKNOWN', transcriptable: 'UNKNOWN', languages: [] }],
  ['an amount in dollars is cents', { cost: '$1,325.50' }, { costCents: 132_550, currency: 'CAD' }],
  ['an amount as it is written in French is understood', { cost: '1\u00A0325,50\u00A0$' }, { costCents: 132_550 }],
  ['the largest amount', { cost: '21474836.47' }, { costCents: 2_147_483_647 }],
  ['a number keeps six decimals', { credit_value: '1e-300' }, { creditValue: 0 }],
  ['free is a cost', { cost: '0' }, { costCents: 0 }],
  ['a decimal comma is understood', { instructional_hours: '7,5' }, { instructionalHours: 7.5 }],
  [
    'words of a list may be written as people write them',
    { delivery_mode: 'Online async', learning_formats: 'lab; work-integrated' },
    { deliveryMode: 'ONLINE_ASYNC', learningFormats: ['LAB', 'WORK_INTEGRATED'] },
  ],
  ['a NOC code that lost its zero gets it back', { noc2021: '1100;72106' }, { noc2021: ['01100', '72106'] }],
  [
    'a URI is an identity as it stands',
    { credential_id: 'https://x.example/mc', provider_id: 'did:web:x.example' },
    { uri: 'https://x.example/mc', providerUri: 'did:web:x.example' },
  ],
  [
    'an edge may name a group and how many of it are needed',
    { part_of: 'cert#core:3; other/cert', stack_order: '2' },
    {
      relations: [
        { kind: 'PART_OF', toUri: 'urn:tessera:credential:college:cert', group: 'core', groupRequired: 3, position: 2 },
        { kind: 'PART_OF', toUri: 'urn:tessera:credential:other:cert', position: 2 },
      ],
    },
  ],
  [
    'a partner’s two confirmations are two facts',
    { partners: 'Acme|DEMAND_CONFIRMED;Acme|ASSESSMENT_CONFIRMED' },
    {
      endorsements: [
        { partnerName: 'Acme', fact: 'DEMAND_CONFIRMED' },
        { partnerName: 'Acme', fact: 'ASSESSMENT_CONFIRMED' },
      ],
    },
  ],
])('%s', async (_promise, cells, expected) => {
  const { credential, issues } = await readRow(cells);
  expect(credential).toMatchObject(expected);
  expect(issues).toEqual([]);
});

test.each<[string, Record<string, string>, string]>([
  ['hours with a unit', { instructional_hours: '6h' }, 'WARNING 2 instructional_hours: "6h" is not a number; write 6'],
  [
    'a day that is none',
    { start_dates: '2027-02-30' },
    'WARNING 2 start_dates: "2027-02-30" is not a day; write it like 2027-01-31',
  ],
  ['a word outside its list', { assessed: 'maybe' }, 'WARNING 2 assessed: "maybe" is none of YES, NO, UNKNOWN'],
  [
    'a cost above what is kept',
    { cost: '21474836.48' },
    'WARNING 2 cost: 21474836.48 is out of range; write an amount up to 21474836.47',
  ],
  ['half a place in a stack', { stack_order: '1.5' }, 'WARNING 2 stack_order: 1.5 is not a whole number; write 2'],
  [
    'half a year',
    { osap_status: 'APPROVED', osap_year: '2026.5' },
    'WARNING 2 osap_year: 2026.5 is not a whole number; write 2027',
  ],
  [
    'a group that needs too many',
    { part_of: 'cert#g:99999999999' },
    'WARNING 2 part_of: a group cannot need 99999999999 of its members; write a number from 1 to 1000',
  ],
  [
    'a group that needs none',
    { part_of: 'cert#g:0' },
    'WARNING 2 part_of: a group cannot need 0 of its members; write a number from 1 to 1000',
  ],
  [
    'credit beyond counting',
    { credit_value: '1e300' },
    'WARNING 2 credit_value: 1e300 is out of range; write a number from 0 to 10000',
  ],
  [
    'hours beyond counting',
    { total_hours: '1e39' },
    'WARNING 2 total_hours: 1e39 is out of range; write a number from 0 to 10000',
  ],
  [
    'a year zero',
    { quality_date: '0000-01-01' },
    'WARNING 2 quality_date: "0000-01-01" is not a day; write it like 2027-01-31',
  ],
  [
    'a key of a provider that is too long',
    { provider_id: long },
    `ERROR 2 provider_id: "urn:tessera:provider…" ${bytes(2_022)}`,
  ],
  [
    'a key that is too long',
    { credential_id: `https://${long}` },
    `ERROR 2 credential_id: "https://éééééééééééé…" ${bytes(2_009)}`,
  ],
  [
    'an edge to a key that is too long',
    { prerequisites: `a;did:${long}` },
    `WARNING 2 prerequisites: "did:éééééééééééééééé…" ${bytes(2_005)}`,
  ],
  [
    'a skill in too many words',
    { skills_taught: `a;${long}` },
    `WARNING 2 skills_taught: "éééééééééééééééééééé…" ${bytes(2_001)}`,
  ],
  [
    'a partner of too long a name',
    { partners: `${long}|HIRES` },
    `WARNING 2 partners: "éééééééééééééééééééé…" ${bytes(2_007)}`,
  ],
  ['a missing title', { title_en: '' }, 'ERROR 2 title_en: title_en is empty; every row needs it'],
])('%s is an issue with its column and the way out', async (_case, cells, issue) => {
  expect((await readRow(cells)).issues).toEqual([issue]);
});

test('foreign headers are read through a mapping, and cells we do not know travel along', async () => {
  const { credential } = await readRow({ title_en: 'Kneading', 'Room nº': 'B12' }, { title_en: 'Course name' });
  expect(credential).toMatchObject({ name: { en: 'Kneading' }, raw: { 'Room nº': 'B12' } });
});

test.each([
  ['the ministry’s approval decides', 'APPROVED', { instructionalHours: 400, durationWeeks: 20 }, 'APPROVED'],
  [
    'within the rules but not confirmed',
    'UNKNOWN',
    { instructionalHours: 30, durationWeeks: 6 },
    'MEETS_RULES_NOT_CONFIRMED',
  ],
  ['twelve weeks are too many', 'UNKNOWN', { instructionalHours: 30, durationWeeks: 12 }, 'NOT_ELIGIBLE'],
  ['four hours are too few', 'UNKNOWN', { instructionalHours: 4, durationWeeks: 2 }, 'NOT_ELIGIBLE'],
  [
    'three hundred hours are the most',
    'UNKNOWN',
    { instructionalHours: 300, durationWeeks: 11 },
    'MEETS_RULES_NOT_CONFIRMED',
  ],
  ['what is not stated stays unknown', 'UNKNOWN', { instructionalHours: 30 }, 'UNKNOWN'],
] as const)('funding: %s', (_promise, stated, facts, status) => {
  expect(judgeFunding(OSAP_MC, stated, facts).status).toBe(status);
});
