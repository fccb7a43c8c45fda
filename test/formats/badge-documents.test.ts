import { expect, test } from 'vitest';
import { missingParts, readBadge, readBadgeDocument, withPart } from '../../src/formats/index.ts';
import { fileOf, jwsOf, type Packed, readFiles, zipOf } from '../rig/read-badges.ts';

const badge = (number: number) => ({
  ...{
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    id: `urn:badge:${number}`,
    issuer: 'did:web:college.example',
  },
  credentialSubject: { achievement: { id: 'https://college.example/a', name: `Badge ${number}` } },
});
const uris = (badges: readonly { uri: string }[]) => badges.map(({ uri }) => uri.replace('urn:badge:', ''));
const json = (number: number) => JSON.stringify(badge(number));
const pretty = (...values: unknown[]) => JSON.stringify(values.length === 1 ? values[0] : values, null, 2);

test.each<[string, string, string, string[], string[]]>([
  ['a document', 'a.json', pretty(badge(1)), ['1'], []],
  ['a list', 'a.json', pretty(badge(1), badge(2)), ['1', '2'], []],
  ['a document a line', 'a.json', `${json(1)}\n\n${json(2)}\r\n${json(3)}`, ['1', '2', '3'], []],
  ['a list a line', 'a.txt', `[${json(1)},${json(2)}]\n[${json(3)}]\n`, ['1', '2', '3'], []],
  ['a compact JWS', 'a', jwsOf(badge(1)), ['1'], []],
  ['a compact JWS a line', 'a', `${jwsOf(badge(1))}\n${jwsOf({ vc: badge(2) })}\n`, ['1', '2'], []],
  ['a compact JWS in a list', 'a.json', pretty(jwsOf(badge(1)), badge(2)), ['1', '2'], []],
  [
    'a presentation',
    'a',
    pretty({ type: 'VerifiablePresentation', verifiableCredential: [badge(1), jwsOf(badge(2))] }),
    ['1', '2'],
    [],
  ],
  ['nothing', 'a.json', ' \n ', [], []],
  [
    'a bad line',
    'a.ndjson',
    `{"type"\n${json(2)}\n{"type":"Person"}\n${json(4)}`,
    ['2', '4'],
    [
      expect.stringMatching(/^ERROR JSON_INVALID a.ndjson:1 the line is not JSON/u),
      expect.stringMatching(/^ERROR BADGE_UNREADABLE a.ndjson:3\/type this is no badge: its type is Person/u),
    ],
  ],
  [
    'a bad first line, under any name',
    'a.json',
    `{"type"\n${json(2)}`,
    ['2'],
    [expect.stringMatching(/^ERROR JSON_INVALID a.json:1 /u)],
  ],
  [
    'an endorsement by itself',
    'a.json',
    pretty({ type: 'EndorsementCredential' }),
    [],
    ['ERROR BADGE_UNREADABLE a.json/type this is an endorsement and no badge; put it into the badge it speaks for'],
  ],
])('a file is read: %s', async (_promise, name, content, expected, issues) => {
  const read = await readFiles(fileOf(name, content));
  expect({ uris: uris(read.badges), issues: read.issues }).toEqual({ uris: expected, issues });
});

test('a folder is read by content, whatever its files are called', async () => {
  const read = await readFiles(
    fileOf('notes.md', '# Badges'),
    fileOf('picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47])),
    fileOf('one', json(1)),
    fileOf('two.txt', jwsOf(badge(2))),
  );
  expect({ ...read, badges: uris(read.badges) }).toEqual({
    badges: ['1', '2'],
    bundles: [],
    issues: [],
    isRecognised: true,
  });
});

test('a JWS is kept beside what it carries', () => {
  const jws = jwsOf({
    iss: 'did:web:college.example',
    nbf: 1_767_225_600,
    sub: 'did:key:z6Mk',
    vc: { ...badge(1), issuer: undefined },
  });
  expect(readBadge(` ${jws}\n`, { file: 'a' })).toMatchObject({
    ...{ jws, uri: 'urn:badge:1', issuerUri: 'did:web:college.example', issuedAt: '2026-01-01T00:00:00Z' },
    recipients: [{ type: 'did', identity: 'did:key:z6Mk', hashed: false }],
  });
});

const bomb: Packed = { name: 'bomb.json', content: ' '.repeat(3_000_000) };
test.each<[string, Packed[], string[], string[]]>([
  [
    'its files in order',
    [
      { name: 'b/1.json', content: json(1) },
      { name: 'b/', content: '' },
      { name: 'a.txt', content: json(2) },
    ],
    ['1', '2'],
    [],
  ],
  ['a path out of the folder leads nowhere', [{ name: '../../etc/badge.json', content: json(1) }], ['1'], []],
  [
    'what file managers add is no file',
    [
      { name: '__MACOSX/._a.json', content: '{' },
      { name: 'a.json', content: json(1) },
    ],
    ['1'],
    [],
  ],
  [
    'a bomb ends it',
    [{ name: 'a.json', content: json(1) }, bomb, { name: 'b.json', content: json(2) }],
    ['1'],
    ['ERROR ARCHIVE_REFUSED x.zip/bomb.json the file is packed more than 200 times smaller; hand it in unpacked'],
  ],
  [
    'a file that is larger than it says',
    [
      { name: 'a.json', content: json(1), claimedSize: 20 },
      { name: 'b.json', content: json(2) },
    ],
    ['2'],
    [expect.stringMatching(/^ERROR ARCHIVE_REFUSED x.zip\/a.json the file cannot be unpacked/u)],
  ],
  [
    'a zip inside a zip',
    [
      { name: 'b.zip', content: zipOf({ name: 'a.json', content: json(1) }) },
      { name: 'c.json', content: json(2) },
    ],
    ['2'],
    ['ERROR ARCHIVE_REFUSED x.zip/b.zip is a zip inside a zip; unpack it'],
  ],
  [
    'a bad document is an issue at its file',
    [
      { name: 'a.json', content: '{' },
      { name: 'c.json', content: json(2) },
    ],
    ['2'],
    [expect.stringMatching(/^ERROR JSON_INVALID x.zip\/a.json the file is not JSON/u)],
  ],
  [
    'one without any badge is an issue',
    [{ name: 'read me.txt', content: 'words' }],
    [],
    ['ERROR BADGE_UNREADABLE x.zip holds no badge document; put JSON, NDJSON, JWS, PNG or SVG files of badges into it'],
  ],
])('a zip is read: %s', async (_promise, files, expected, issues) => {
  const read = await readFiles(fileOf('x.zip', zipOf(...files)));
  expect({ uris: uris(read.badges), issues: read.issues }).toEqual({ uris: expected, issues });
});

test('a damaged zip is an issue', async () => {
  const zip = zipOf({ name: 'a.json', content: json(1) });
  const read = await readFiles(fileOf('x.zip', zip.subarray(0, zip.length - 8)));
  expect(read.issues).toEqual([expect.stringMatching(/^ERROR ARCHIVE_REFUSED x.zip the zip is damaged \(/u)]);
});

const hosted = {
  ...{ type: 'Assertion', id: 'https://college.example/1', badge: 'https://college.example/b' },
  recipient: { type: 'email', identity: 'amina@example.org', hashed: false },
};
const definition = {
  type: 'BadgeClass',
  id: 'https://college.example/b',
  name: 'Baker',
  issuer: 'https://college.example/i',
};
const issuer = { type: 'Issuer', id: 'https://college.example/i', name: 'College' };

test('what a hosted badge lacks is told with the place it belongs, one round after the other', () => {
  const [first] = missingParts(hosted);
  expect(first).toEqual({ part: 'BadgeClass', url: 'https://college.example/b', pointer: '/badge' });
  const once = withPart(hosted, '/badge', definition);
  expect(missingParts(once)).toEqual([{ part: 'Issuer', url: 'https://college.example/i', pointer: '/badge/issuer' }]);
  const whole = withPart(once, '/badge/issuer', issuer);
  expect({ missing: missingParts(whole), read: readBadge(whole, { file: 'a' }), hosted: hosted.badge }).toMatchObject({
    ...{ missing: [], hosted: 'https://college.example/b' },
    read: { name: 'Baker', issuerUri: 'https://college.example/i', issuerName: 'College' },
  });
});

test('a badge whose issuer is only an address is in, with a warning that says what to fetch', () => {
  const { badges, issues } = readBadgeDocument(withPart(hosted, '/badge', definition), { file: 'a', pointer: '/3' });
  expect({ badges: badges.length, issues }).toEqual({
    badges: 1,
    issues: [
      {
        ...{ severity: 'WARNING', code: 'BADGE_PART_MISSING', place: { file: 'a', pointer: '/3/badge/issuer' } },
        message: 'the Issuer is only an address; fetch https://college.example/i and put it in its place',
      },
    ],
  });
});

test('a class and an issuer that come in the same delivery need not be fetched', async () => {
  const read = await readFiles(
    fileOf('a.json', JSON.stringify(hosted)),
    fileOf('b.json', JSON.stringify(definition)),
    fileOf('c.json', JSON.stringify(issuer)),
  );
  expect(read).toMatchObject({ badges: [{ name: 'Baker', issuerName: 'College' }], issues: [] });
});

test('a class by itself is told to be no badge', async () => {
  const { issues } = await readFiles(fileOf('b.json', JSON.stringify(definition)));
  expect(issues).toEqual([
    expect.stringMatching(/^ERROR BADGE_UNREADABLE b.json:1\/type this is no badge: its type is BadgeClass/u),
  ]);
});
