import { expect, test } from 'vitest';
import { missingParts, readBadge } from '../../src/formats/index.ts';
import { fileOf, readFiles } from '../rig/read-badges.ts';

const place = { file: 'page.json', pointer: '' };
const credly = {
  ...{ id: '4f1c2a60-0000-4000-8000-000000000001', state: 'accepted', recipient_email: 'amina@example.org' },
  ...{ issued_at: '2026-01-10T00:00:00.000Z', expires_at: null, accepted_at: '2026-01-11T00:00:00.000Z' },
  issuer: {
    summary: 'issued by College',
    entities: [{ primary: true, entity: { id: 'org-1', name: 'College', url: 'https://college.example' } }],
  },
  badge_template: {
    ...{ id: 'template-1', name: 'Data Cleaning', url: 'https://credly.example/t/1', description: 'Cleans data.' },
    skills: [{ id: 's1', name: 'Data Cleansing', vanity_slug: 'data-cleansing' }, 'SQL'],
    alignments: [{ name: 'clean data', url: 'http://data.europa.eu/esco/skill/1', framework_name: 'ESCO' }],
  },
};

test('a badge of Credly is read with the skills of its template', () => {
  expect(readBadge(credly, place)).toMatchObject({
    ...{ format: 'CREDLY', uri: `https://www.credly.com/badges/${credly.id}`, issuerUri: 'https://college.example' },
    ...{ issuerName: 'College', name: 'Data Cleaning', achievementUri: 'https://credly.example/t/1' },
    ...{
      issuedAt: '2026-01-10T00:00:00Z',
      recipients: [{ type: 'email', identity: 'amina@example.org', hashed: false }],
    },
    alignments: [
      {
        ...{ targetName: 'Data Cleansing', targetUrl: 'https://www.credly.com/skills/data-cleansing' },
        ...{ targetFramework: 'Credly', targetType: 'ext:CredlySkill', pointer: '/badge_template/skills/0' },
      },
      { targetName: 'SQL', pointer: '/badge_template/skills/1' },
      { targetName: 'clean data', targetUrl: 'http://data.europa.eu/esco/skill/1', targetFramework: 'ESCO' },
    ],
  });
});

test.each<[string, object, object]>([
  ['one taken back says so', { state: 'revoked' }, { isRevoked: true }],
  ['one without an issuer is refused', { issuer: null }, { code: 'BADGE_UNREADABLE', place: { pointer: '/issuer' } }],
  [
    'one whose template has no name is refused',
    { badge_template: { id: 1 } },
    { place: { pointer: '/badge_template/id' } },
  ],
])('of Credly: %s', (_promise, change, expected) => {
  expect(readBadge({ ...credly, ...change }, place)).toMatchObject(expected);
});

const assertion = {
  ...{ entityType: 'BackpackAssertion', entityId: 'x1', openBadgeId: 'https://badgr.example/public/assertions/x1' },
  ...{
    badgeclass: 'c1',
    badgeclassOpenBadgeId: 'https://badgr.example/public/badges/c1',
    issuedOn: '2026-01-10T00:00:00Z',
  },
  recipient: { type: 'email', identity: 'sha256$ab', hashed: true, salt: 's', plaintextIdentity: 'amina@example.org' },
};
const badgeclass = {
  ...{ entityType: 'BadgeClass', entityId: 'c1', openBadgeId: 'https://badgr.example/public/badges/c1', name: 'Baker' },
  ...{ issuer: 'i1', issuerOpenBadgeId: 'https://badgr.example/public/issuers/i1' },
  alignments: [{ targetName: 'bake', targetUrl: 'http://data.europa.eu/esco/skill/2', targetFramework: 'ESCO' }],
};

test('an assertion of Badgr is read with its class expanded', () => {
  expect(readBadge({ ...assertion, badgeclass }, place)).toMatchObject({
    ...{
      format: 'BADGR',
      uri: assertion.openBadgeId,
      issuerUri: 'https://badgr.example/public/issuers/i1',
      name: 'Baker',
    },
    ...{
      achievementUri: badgeclass.openBadgeId,
      alignments: [{ targetName: 'bake', pointer: '/badgeclass/alignments/0' }],
    },
    recipients: [
      { type: 'email', identity: 'amina@example.org', hashed: false },
      { type: 'email', identity: 'sha256$ab', hashed: true, salt: 's' },
    ],
  });
});

test('an assertion of Badgr whose class is only named says what to fetch', () => {
  expect([readBadge(assertion, place), missingParts(assertion)]).toMatchObject([
    { code: 'BADGE_PART_MISSING', place: { pointer: '/badgeclass' } },
    [{ part: 'BadgeClass', url: 'https://badgr.example/public/badges/c1', pointer: '/badgeclass' }],
  ]);
});

test('pages of both providers’ APIs are read whole, classes after their assertions too', async () => {
  const issuer = {
    entityType: 'Issuer',
    entityId: 'i1',
    openBadgeId: 'https://badgr.example/public/issuers/i1',
    name: 'Bakery',
  };
  const read = await readFiles(
    fileOf(
      'badgr',
      JSON.stringify({
        status: { success: true },
        result: [assertion, { ...assertion, openBadgeId: null }, badgeclass, issuer],
      }),
    ),
    fileOf('credly', JSON.stringify({ data: [credly, { ...credly, id: null }], metadata: { count: 2 } })),
  );
  expect(read).toMatchObject({
    badges: [{ format: 'CREDLY' }, { format: 'BADGR', issuerName: 'Bakery' }, { uri: 'x1' }],
    issues: ['ERROR BADGE_UNREADABLE credly:1/data/1/id id is empty; fill it in'],
    isRecognised: true,
  });
});
