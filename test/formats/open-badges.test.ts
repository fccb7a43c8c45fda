import { expect, test } from 'vitest';
import { classifyAlignment } from '../../src/badges/classify-alignment.ts';
import { readBadge } from '../../src/formats/index.ts';

const place = { file: 'badge.json', pointer: '' };
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
        pointer: '/credentialSubject/achievement/alignment/0',
      },
      { targetName: 'rise', targetCode: '12', pointer: '/credentialSubject/result/0/alignment/0' },
    ],
    resultStatuses: ['Failed'],
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
    ...{ issuedAt: '2020-05-01T10:00:00+02:00', expiresAt: '2022-05-01T10:00:00Z' },
    recipients: [{ type: 'email', identity: 'sha256$ff', hashed: true, salt: 'x' }],
    alignments: [{ targetName: 'bake', pointer: '/badge/alignment/0' }],
  });
});

test.each([
  ['no object', 'text', '/type'],
  ['no badge', { type: 'Person' }, '/type'],
  ['a missing issuer', { ...badge3, issuer: undefined }, '/issuer'],
  ['a date that is none', { ...badge3, validFrom: 'yesterday' }, '/validFrom'],
  [
    'an achievement without a name',
    { ...badge3, credentialSubject: { achievement: { id: 'x' } } },
    '/credentialSubject/achievement/name',
  ],
  ['a class that is only an address', { ...badge2, badge: 'https://issuer.example/b' }, '/badge'],
  ['a missing recipient', { ...badge2, recipient: undefined }, '/recipient'],
])('%s is an issue at its pointer', (_case, document, pointer) => {
  expect(readBadge(document, place)).toMatchObject({
    severity: 'ERROR',
    code: 'BADGE_UNREADABLE',
    place: { file: 'badge.json', pointer },
  });
});

test.each([
  [
    { targetType: 'ceasn:Competency', targetUrl: 'https://data.europa.eu/esco/occupation/1' },
    'SKILL',
    'TARGET_TYPE_SKILL',
  ],
  [{ targetType: 'CFItem', targetFramework: 'Course catalogue 2026' }, 'UNKNOWN', 'CASE_COURSE_CODE'],
  [{ targetType: 'CFRubricCriterionLevel' }, 'LEVEL', 'TARGET_TYPE_LEVEL'],
  [{ targetUrl: 'http://data.europa.eu/esco/skill/1' }, 'SKILL', 'URL_ESCO_SKILL'],
  [{ targetUrl: 'http://data.europa.eu/esco/occupation/1' }, 'OCCUPATION', 'URL_ESCO_OCCUPATION'],
  [{ targetUrl: 'https://case.example/ims/case/v1p1/CFItems/1' }, 'SKILL', 'URL_CASE_ITEM'],
  [{ targetCode: '15-1252.00' }, 'OCCUPATION', 'CODE_ONET_SOC'],
  [{ targetCode: '21223', targetFramework: 'NOC 2021' }, 'OCCUPATION', 'CODE_NOC'],
  [{ targetCode: '21223' }, 'UNKNOWN', 'NO_RULE'],
  [{ targetCode: 'K0001' }, 'SKILL', 'CODE_NICE'],
  [{ targetFramework: 'Référentiel de compétences' }, 'SKILL', 'FRAMEWORK_SKILLS'],
  [{ targetUrl: 'https://example.org' }, 'UNKNOWN', 'NO_RULE'],
])('the alignment %o is judged %s by %s', (alignment, kind, rule) => {
  expect(classifyAlignment(alignment)).toEqual({ kind, rule });
});
