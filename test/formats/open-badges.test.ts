import { expect, test } from 'vitest';
import { badgeDocumentsFormat } from '../../src/formats/badge-documents/read.ts';
import type { Issue } from '../../src/formats/format.ts';
import { readBadge } from '../../src/formats/index.ts';

const place = { file: 'badge.json', pointer: '' };
const EXPECTED =
  'expected OpenBadgeCredential, AchievementCredential, Assertion, ClrCredential or EuropeanDigitalCredential, or a badge of Credly or Badgr';
const badge3 = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: ' urn:uuid:1%202 ',
  type: 'OpenBadgeCredential',
  issuer: 'https://issuer.example',
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: {
    id: 'mailto:amina@example.org',
    identifier: { type: 'IdentityObject', identityHash: 'sha256$abc', identityType: 'emailAddress', salt: 's' },
    achievement: {
      id: 'https://issuer.example/a',
      name: { fr: 'Pétrir', en: 'Kneading' },
      alignment: { targetName: 'knead dough', targetUrl: 'https://x.example/1' },
    },
    result: [{ status: 'Failed', alignment: [{ targetName: 'rise', targetCode: 12 }] }],
  },
};
const badge2 = {
  type: ['Assertion'],
  id: 'https://issuer.example/1',
  recipient: { type: 'email', identity: 'sha256$ff', hashed: true, salt: 'x' },
  issuedOn: '2020-05-01T10:00:00+02:00',
  expires: '2022-05-01T10:00:00Z',
  badge: {
    id: 'https://issuer.example/b',
    name: 'Baker',
    issuer: { id: 'https://issuer.example', name: 'Issuer' },
    alignments: [{ targetName: 'bake' }],
  },
};

test('an Open Badges 3.0 credential is read in all its variations', () => {
  expect(readBadge(badge3, place)).toMatchObject({
    format: 'OPEN_BADGES_3',
    uri: 'urn:uuid:1 2',
    issuerUri: 'https://issuer.example',
    name: 'Kneading',
    issuedAt: '2026-01-01T00:00:00Z',
    recipients: [
      { type: 'email', identity: 'amina@example.org', hashed: false },
      { type: 'emailAddress', identity: 'sha256$abc', hashed: true, salt: 's' },
    ],
    alignments: [
      {
        targetName: 'knead dough',
        targetUrl: 'https://x.example/1',
        pointer: '/credentialSubject/achievement/alignment',
      },
      {
        ...{ targetName: 'rise', targetCode: '12', statedBy: 'RESULT' },
        pointer: '/credentialSubject/result/0/alignment/0',
      },
    ],
    results: [{ pointer: '/credentialSubject/result/0', status: 'Failed', levelUris: [], about: [1] }],
    raw: badge3,
  });
});

test('an Open Badges 2.0 assertion with its class embedded is read', () => {
  expect(readBadge(badge2, place)).toMatchObject({
    ...{
      format: 'OPEN_BADGES_2',
      uri: 'https://issuer.example/1',
      issuerUri: 'https://issuer.example',
      issuerName: 'Issuer',
      name: 'Baker',
    },
    ...{ issuedAt: '2020-05-01T08:00:00Z', expiresAt: '2022-05-01T10:00:00Z' },
    recipients: [{ type: 'email', identity: 'sha256$ff', hashed: true, salt: 'x' }],
    alignments: [{ targetName: 'bake', pointer: '/badge/alignments/0' }],
  });
});

/** The first document with a field of it, or of something in it, changed. */
const changed3 = (subject: object, achievement: object = {}) => ({
  ...badge3,
  credentialSubject: {
    ...badge3.credentialSubject,
    achievement: { ...badge3.credentialSubject.achievement, ...achievement },
    ...subject,
  },
});
const changedClass = (change: object) => ({ ...badge2, badge: { ...badge2.badge, ...change } });
/** One byte more than is looked up. */
const long = `${'é'.repeat(1_000)}x`;
const tooLong = `"${'é'.repeat(20)}…" has 2001 bytes, 2000 are kept at most; shorten it`;
const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

test.each<[string, unknown, string, string]>([
  ['no object', 'text', '/type', `this is no badge: it has no type; ${EXPECTED}`],
  ['no badge', { type: 'Person' }, '/type', `this is no badge: its type is Person; ${EXPECTED}`],
  ['a missing issuer', { ...badge3, issuer: undefined }, '/issuer', 'issuer is missing; add it'],
  ['an issuer without an id', { ...badge3, issuer: { name: 'X' } }, '/issuer/id', 'id is missing; add it'],
  ['an issuer that is a number', { ...badge3, issuer: 5 }, '/issuer', 'issuer is 5; write an object'],
  ['an empty id', { ...badge3, id: ' ' }, '/id', 'id is empty; fill it in'],
  [
    'a date that is none',
    { ...badge3, validFrom: 'yesterday' },
    '/validFrom',
    '"yesterday" is no moment of the years 1 to 9999; write it like 2027-01-31T12:00:00Z',
  ],
  [
    'a day that is none',
    { ...badge3, validFrom: '2026-02-30' },
    '/validFrom',
    '"2026-02-30" is no moment of the years 1 to 9999; write it like 2027-01-31T12:00:00Z',
  ],
  [
    'a year zero',
    { ...badge3, validUntil: '0001-01-01T00:00:00+01:00' },
    '/validUntil',
    '"0001-01-01T00:00:00+01:00" is no moment of the years 1 to 9999; write it like 2027-01-31T12:00:00Z',
  ],
  [
    'a date that is a number',
    { ...badge3, validFrom: 1577880000 },
    '/validFrom',
    'validFrom is 1577880000; write a text',
  ],
  [
    'two subjects',
    { ...badge3, credentialSubject: [{}, {}] },
    '/credentialSubject',
    'credentialSubject holds 2 entries and one is read; write a document for each',
  ],
  [
    'an achievement without a name',
    changed3({}, { name: undefined }),
    '/credentialSubject/achievement/name',
    'name is missing; add it',
  ],
  [
    'an achievement that is only an address',
    changed3({ achievement: 'https://x.example/a' }),
    '/credentialSubject/achievement',
    'achievement is "https://x.example/a"; write an object',
  ],
  [
    'a fault in a list of one',
    changed3({ achievement: [{ id: 'x' }] }),
    '/credentialSubject/achievement/0/name',
    'name is missing; add it',
  ],
  [
    'a fault in one for a list',
    changed3({}, { alignment: { targetUrl: 5 } }),
    '/credentialSubject/achievement/alignment/targetUrl',
    'targetUrl is 5; write a text',
  ],
  [
    'a class that is only an address',
    { ...badge2, badge: 'https://issuer.example/b' },
    '/badge',
    'it is only an address; embed the BadgeClass, with its issuer, in the assertion',
  ],
  [
    'a class with nothing but an address',
    { ...badge2, badge: { id: 'https://issuer.example/b', type: 'BadgeClass' } },
    '/badge',
    'it is only an address; embed the BadgeClass, with its issuer, in the assertion',
  ],
  ['a class without a name', changedClass({ name: undefined }), '/badge/name', 'name is missing; add it'],
  [
    'a fault deep in a class',
    changedClass({ alignments: [{ targetName: 5 }] }),
    '/badge/alignments/0/targetName',
    'targetName is 5; write a text',
  ],
  ['a missing class', { ...badge2, badge: undefined }, '/badge', 'badge is missing; add it'],
  ['a missing recipient', { ...badge2, recipient: undefined }, '/recipient', 'recipient is missing; add it'],
  ['an id too long to be looked up', { ...badge3, id: long }, '/id', tooLong],
  ['an issuer too long to be looked up', { ...badge3, issuer: { id: long } }, '/issuer/id', tooLong],
  ['an issuer’s address too long to be looked up', { ...badge3, issuer: long }, '/issuer', tooLong],
  [
    'an id and issuer too long together',
    { ...badge3, id: 'a'.repeat(1_500), issuer: 'b'.repeat(1_500) },
    '/id',
    'together with its issuer\'s, "bbbbbbbbbbbbbbbbbbbb…" has 3001 bytes, 2000 are kept at most; shorten it',
  ],
  ['an achievement too long to be looked up', changed3({}, { id: long }), '/credentialSubject/achievement/id', tooLong],
  [
    'an alignment too long to be looked up',
    changed3({}, { alignment: [{}, { targetCode: long }] }),
    '/credentialSubject/achievement/alignment/1/targetCode',
    tooLong,
  ],
  [
    'nesting without end',
    { ...badge3, evidence: nested(10_000) },
    `/evidence${'/0'.repeat(63)}`,
    'it is nested deeper than 64 levels; leave out what is inside',
  ],
])('%s is an issue at its pointer, with the way out', (_case, document, pointer, message) => {
  const code = message.startsWith('it is only an address') ? 'BADGE_PART_MISSING' : 'BADGE_UNREADABLE';
  const issue = { severity: 'ERROR', code, place: { file: 'badge.json', pointer }, message };
  expect(readBadge(document, place)).toEqual(issue);
});

test.each<[string, unknown, string]>([
  ['U+0000', { ...badge3, 'a/b~': [{ note: 'x\0' }] }, '/a~1b~0/0/note'],
  ['half a surrogate pair', { ...badge3, name: 'x\uD83D' }, '/name'],
  ['a name that is no text', { ...badge3, evidence: { 'x\uDE00': 1 } }, '/evidence'],
])('%s is no text, wherever it stands', (_case, document, pointer) => {
  expect(readBadge(document, place)).toMatchObject({ code: 'ENCODING_INVALID', place: { pointer } });
});

test.each<[string, unknown, object]>([
  ['a whole surrogate pair is text', { ...badge3, note: '😀' }, { name: 'Kneading' }],
  ['64 levels are read', { ...badge3, evidence: nested(63) }, { name: 'Kneading' }],
  [
    'null and blanks are facts not stated',
    {
      ...badge3,
      ...{ issuer: { id: 'https://i.example', name: '' }, validFrom: null, validUntil: '' },
      credentialSubject: {
        ...{ id: '', identifier: null, result: null },
        achievement: {
          ...{ id: 'x', name: 'Baker', description: null, achievementType: ' ' },
          alignment: [{ targetName: 'bake', targetFramework: null, targetCode: '', targetUrl: null }],
        },
      },
    },
    {
      ...{ type: 'badge', kind: 'badge', key: 'https://i.example urn:uuid:1 2', format: 'OPEN_BADGES_3', place },
      ...{ uri: 'urn:uuid:1 2', issuerUri: 'https://i.example', name: 'Baker', achievementUri: 'x' },
      ...{ recipients: [], results: [], endorsements: [] },
      alignments: [{ targetName: 'bake', pointer: '/credentialSubject/achievement/alignment/0' }],
      raw: expect.anything(),
    },
  ],
  ['an alignment that is null is none', changedClass({ alignment: null, alignments: '' }), { alignments: [] }],
  [
    'lists of one are read as one',
    {
      ...{ ...badge3, issuer: ['https://i.example'] },
      credentialSubject: [{ achievement: [{ id: 'x', name: 'Baker', alignment: { targetName: 'bake' } }] }],
    },
    {
      ...{ issuerUri: 'https://i.example', name: 'Baker' },
      alignments: [{ targetName: 'bake', pointer: '/credentialSubject/0/achievement/0/alignment' }],
    },
  ],
  ['a class in a list of one is read', { ...badge2, badge: [{ ...badge2.badge, issuer: ['x'] }] }, { issuerUri: 'x' }],
  [
    'a name by language is read in English',
    changedClass({ name: { fr: 'Pétrir', en: 'Kneading' } }),
    { name: 'Kneading' },
  ],
  [
    'a name with its language beside it is read',
    changedClass({ name: { '@language': 'fr', '@value': 'Pétrir' } }),
    { name: 'Pétrir' },
  ],
  ['a day stands for its start', { ...badge2, issuedOn: '2020-05-01' }, { issuedAt: '2020-05-01T00:00:00Z' }],
  [
    'an offset needs no colon',
    { ...badge2, issuedOn: '2020-05-01T10:00:00-0230' },
    { issuedAt: '2020-05-01T12:30:00Z' },
  ],
  [
    'a moment without offset is in UTC',
    { ...badge2, issuedOn: '2020-05-01T10:00:00.5' },
    { issuedAt: '2020-05-01T10:00:00.500Z' },
  ],
  [
    'an address is read out of its link',
    changed3({ id: 'MAILTO:amina%40example.org?subject=x', identifier: undefined }),
    { recipients: [{ type: 'email', identity: 'amina@example.org', hashed: false }] },
  ],
  [
    'an address is read out of its link in 2.0, too',
    { ...badge2, recipient: [{ type: 'email', identity: 'mailto:amina@example.org', hashed: null, salt: null }] },
    { recipients: [{ type: 'email', identity: 'amina@example.org', hashed: false }] },
  ],
  ['an escape that makes no text stays as it is', { ...badge3, id: 'urn:x%00' }, { uri: 'urn:x%00' }],
])('%s', (_promise, document, expected) => {
  expect(readBadge(document, place)).toMatchObject(expected);
});

async function readFile(content: Uint8Array) {
  const file = {
    name: 'badges.json',
    async *bytes() {
      for (let at = 0; at < content.length; at += 7) yield content.subarray(at, at + 7);
    },
  };
  const issues: Issue[] = [];
  const keys: string[] = [];
  const input = { name: 'badges.json', files: [file] };
  for await (const record of badgeDocumentsFormat.read(input, (issue) => issues.push(issue))) {
    if (record.type === 'badge') keys.push(`${record.place.pointer} ${record.key}`);
  }
  return { keys, issues: issues.map(({ code, place, message }) => `${code} ${place.pointer}: ${message}`) };
}

const two = JSON.stringify([badge2, { type: 'Person' }, badge2]);
const keys = [
  '/0 https://issuer.example https://issuer.example/1',
  '/2 https://issuer.example https://issuer.example/1',
];
const person = `BADGE_UNREADABLE /1/type: this is no badge: its type is Person; ${EXPECTED}`;

test.each<[string, Uint8Array, string[], string[]]>([
  ['a list of documents', Buffer.from(two), keys, [person]],
  ['a byte order mark', Buffer.from(`\uFEFF${two}`), keys, [person]],
  ['UTF-16 with its mark', Buffer.from(`\uFEFF${two}`, 'utf16le'), keys, [person]],
  [
    'UTF-16 without a mark',
    Buffer.from(two, 'utf16le'),
    [],
    ['ENCODING_INVALID : the file looks like UTF-16 without a byte order mark; save it as UTF-8 and import it again'],
  ],
  [
    'bytes that are no UTF-8',
    Buffer.from([0x22, 0xff, 0x22]),
    [],
    ['ENCODING_INVALID : the file is not UTF-8; save it as UTF-8'],
  ],
  [
    'a file that ends early',
    Buffer.from('[{'),
    [],
    [expect.stringMatching(/^JSON_INVALID : the file is not JSON \(.*\); correct it and import it again$/u)],
  ],
])('a file: %s', async (_promise, content, keys, issues) => {
  expect(await readFile(content)).toEqual({ keys, issues });
});

test('a badge of more alignments than can be meant is refused', () => {
  const alignment = Array.from({ length: 201 }, (_, index) => ({
    targetName: `skill ${index}`,
    targetUrl: 'https://a.example',
  }));
  const document = {
    type: ['OpenBadgeCredential'],
    id: 'urn:uuid:1',
    issuer: { id: 'https://issuer.example' },
    credentialSubject: { id: 'did:example:a', achievement: { id: 'https://issuer.example/a', name: 'A', alignment } },
  };
  expect(readBadge(document, { file: 'badge' })).toMatchObject({ code: 'BADGE_UNREADABLE', severity: 'ERROR' });
});
