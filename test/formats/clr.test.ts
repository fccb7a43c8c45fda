import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBadge, readBadgeDocument } from '../../src/formats/index.ts';
import { jwsOf } from '../rig/read-badges.ts';
import { describeWithData } from '../rig/shared-data.ts';

const place = { file: 'clr.json', pointer: '' };
const inner = (id: string, subject?: string) => ({
  ...{ type: ['VerifiableCredential', 'AchievementCredential'], id, issuer: { id: 'did:web:college.example' } },
  credentialSubject: { ...(subject && { id: subject }), achievement: { id: `${id}/a`, name: `Part ${id}` } },
});
const clr = {
  ...{ type: ['VerifiableCredential', 'ClrCredential'], id: 'urn:clr:1', name: 'Amina’s record', partial: true },
  ...{ issuer: { id: 'did:web:college.example', name: 'College' }, validFrom: '2026-03-01' },
  credentialSubject: {
    identifier: [{ identityHash: 'amina@example.org', identityType: 'emailAddress', hashed: false }],
    achievement: [{ id: 'urn:a:whole', name: 'Whole', achievementType: 'Certificate' }, { name: 'no id' }],
    association: [
      { associationType: 'isPartOf', sourceId: 'urn:1', targetId: 'urn:a:whole' },
      { associationType: 'precedes', sourceId: 'urn:1', targetId: 'urn:nowhere' },
      { associationType: 'isPeerOf', sourceId: 'urn:1' },
    ],
    verifiableCredential: [
      inner('urn:1', 'did:key:z6Mk'),
      jwsOf(inner('urn:2')),
      { ...inner('urn:3'), issuer: undefined },
    ],
  },
};

test('a record is its badges and a bundle that keeps what ties them, ends that are nowhere too', () => {
  const { badges, bundles, issues } = readBadgeDocument(clr, place);
  expect({ badges, bundles, issues }).toMatchObject({
    badges: [
      {
        ...{ uri: 'urn:1', place: { pointer: '/credentialSubject/verifiableCredential/0' }, format: 'OPEN_BADGES_3' },
        raw: inner('urn:1', 'did:key:z6Mk'),
        recipients: [{ type: 'did', identity: 'did:key:z6Mk' }, { identity: 'amina@example.org' }],
      },
      {
        uri: 'urn:2',
        jws: jwsOf(inner('urn:2')),
        raw: inner('urn:2'),
        recipients: [{ identity: 'amina@example.org' }],
      },
    ],
    bundles: [
      {
        ...{
          key: 'did:web:college.example urn:clr:1',
          uri: 'urn:clr:1',
          name: 'Amina’s record',
          issuerName: 'College',
        },
        ...{ isPartial: true, issuedAt: '2026-03-01T00:00:00Z', raw: clr },
        members: [
          { issuerUri: 'did:web:college.example', uri: 'urn:1' },
          { issuerUri: 'did:web:college.example', uri: 'urn:2' },
        ],
        achievements: [{ uri: 'urn:a:whole', name: 'Whole', type: 'Certificate' }],
        associations: [
          { kind: 'isPartOf', sourceUri: 'urn:1', targetUri: 'urn:a:whole' },
          { kind: 'precedes', sourceUri: 'urn:1', targetUri: 'urn:nowhere' },
        ],
      },
    ],
    issues: [
      {
        severity: 'WARNING',
        place: { pointer: '/credentialSubject/achievement/1/id' },
        message: 'id is missing; add it',
      },
      { severity: 'WARNING', place: { pointer: '/credentialSubject/association/2/targetId' } },
      { severity: 'ERROR', place: { pointer: '/credentialSubject/verifiableCredential/2/issuer' } },
    ],
  });
});

test('a record is no badge', () => {
  expect(readBadge(clr, place)).toMatchObject({
    code: 'BADGE_UNREADABLE',
    message: 'this holds several badges and one is read; hand in each, or import it as a bundle',
  });
});

test('a record without credentials is told at its pointer', () => {
  const empty = { ...clr, credentialSubject: { id: 'did:key:z6Mk', verifiableCredential: 5 } };
  expect(readBadgeDocument(empty, place)).toMatchObject({
    ...{ badges: [], bundles: [{ members: [] }] },
    issues: [{ code: 'BADGE_UNREADABLE', place: { pointer: '/credentialSubject/verifiableCredential/type' } }],
  });
});

describeWithData('credentials/clr20', 'the public validator’s records', (folder) => {
  const read = (name: string) =>
    readBadgeDocument(JSON.parse(readFileSync(join(folder, name), 'utf8')), { file: name, pointer: '' });

  test('complex.json: six badges, five associations, three of them with an end that is nowhere', () => {
    const { badges, bundles, issues } = read('complex.json');
    const here = new Set(badges.flatMap(({ uri, achievementUri }) => [uri, achievementUri]));
    const associations = bundles[0]?.associations ?? [];
    const dangling = associations.filter(({ sourceUri, targetUri }) => !here.has(sourceUri) || !here.has(targetUri));
    expect([badges.length, associations.length, dangling.length, issues]).toEqual([6, 5, 3, []]);
    expect(badges[0]?.endorsements).toMatchObject([
      {
        endorsed: 'ACHIEVEMENT',
        endorserName: 'Oregon State Board of Nursing',
        comment: expect.stringMatching(/^The Oregon/u),
      },
    ]);
  });

  test.each(['simple.json', 'simple-noproof.json'])('%s: one badge', (name) => {
    const { badges, bundles, issues } = read(name);
    expect([badges.length, bundles.length, issues]).toEqual([1, 1, []]);
  });
});
