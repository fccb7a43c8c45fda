import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBadge } from '../../src/formats/index.ts';
import { describeWithData } from '../rig/shared-data.ts';

const place = { file: 'elm.jsonld', pointer: '' };
const elm = {
  ...{
    type: ['VerifiableCredential', 'EuropeanDigitalCredential'],
    id: 'urn:credential:1',
    validFrom: '2026-01-12T07:12:23Z',
  },
  issuer: { id: 'did:web:zed.example', legalName: { en: 'University of Zed' } },
  credentialSubject: {
    id: 'urn:epass:person:1',
    contactPoint: { emailAddress: { id: 'mailto:ana@example.org' } },
    hasClaim: {
      type: 'LearningAchievement',
      title: { es: 'Microcredenciales', en: 'Micro-credentials' },
      awardedBy: { awardingBody: { legalName: { en: 'Faculty of Zed' } } },
      provenBy: { title: { en: 'Exam' }, grade: { noteLiteral: { en: '19' } } },
      specifiedBy: {
        id: 'https://zed.example/q/1',
        ...{ volumeOfLearning: 'PT45H', creditPoint: { framework: { prefLabel: { en: 'ECTS' } }, point: '2.5' } },
        eqfLevel: { id: 'http://data.europa.eu/snb/eqf/6' },
        learningOutcome: [
          {
            title: { en: 'Digital content' },
            relatedESCOSkill: {
              id: 'http://data.europa.eu/esco/skill/1',
              prefLabel: { en: 'develop digital content' },
            },
            relatedSkill: [
              { id: 'urn:epass:x:1', prefLabel: { en: 'Level 4' }, inScheme: { id: 'https://dcf.example' } },
            ],
          },
        ],
      },
    },
  },
};
const outcome = '/credentialSubject/hasClaim/specifiedBy/learningOutcome/0';

test('a European micro-credential is a badge with its outcomes, their skills, its workload and its assessment', () => {
  expect(readBadge(elm, place)).toEqual({
    ...{ type: 'badge', kind: 'badge', key: 'did:web:zed.example urn:credential:1', raw: elm, place },
    ...{ format: 'EUROPASS_ELM', uri: 'urn:credential:1', issuerUri: 'did:web:zed.example' },
    ...{ issuerName: 'University of Zed', name: 'Micro-credentials', achievementUri: 'https://zed.example/q/1' },
    ...{ achievementType: 'MicroCredential', issuedAt: '2026-01-12T07:12:23Z', awardingBody: 'Faculty of Zed' },
    ...{ workload: 'PT45H', credits: 2.5, creditFramework: 'ECTS', eqfLevel: 6, isAssessed: true, endorsements: [] },
    recipients: [{ type: 'email', identity: 'ana@example.org', hashed: false }],
    alignments: [
      { targetName: 'Digital content', targetType: 'ext:LearningOutcome', pointer: outcome },
      {
        ...{ targetName: 'develop digital content', targetUrl: 'http://data.europa.eu/esco/skill/1' },
        ...{ targetFramework: 'ESCO', targetDescription: 'Digital content', targetType: 'ext:RelatedSkill' },
        pointer: `${outcome}/relatedESCOSkill`,
      },
      {
        ...{ targetName: 'Level 4', targetFramework: 'https://dcf.example', targetDescription: 'Digital content' },
        ...{ targetType: 'ext:RelatedSkill', pointer: `${outcome}/relatedSkill/0` },
      },
    ],
    results: [{ pointer: '/credentialSubject/hasClaim/provenBy', name: 'Exam', value: '19', levelUris: [], about: [] }],
  });
});

test.each<[string, object, object]>([
  ['a claim that nothing proves is not assessed', { provenBy: undefined }, { isAssessed: false, results: [] }],
  [
    'a level is read from its label, too',
    { specifiedBy: { eqfLevel: { prefLabel: { en: 'Level 5' } } } },
    { eqfLevel: 5 },
  ],
  [
    'a name is taken from the qualification, too',
    { title: null, specifiedBy: { title: 'Baking' } },
    { name: 'Baking' },
  ],
])('%s', (_promise, claim, expected) => {
  const hasClaim = { ...elm.credentialSubject.hasClaim, ...claim };
  expect(readBadge({ ...elm, credentialSubject: { ...elm.credentialSubject, hasClaim } }, place)).toMatchObject(
    expected,
  );
});

describeWithData('credentials/elm', 'the model’s own examples', (folder) => {
  test.each([
    [
      'Sample-MC-Annex1-unsigned.jsonld',
      {
        ...{ name: 'Digital micro-credential creation', workload: 'PT60H', credits: 2, eqfLevel: 6, isAssessed: true },
        ...{ awardingBody: 'University of Zed', results: [{ name: 'Digital artefact assessment', value: 'Pass' }] },
      },
      8,
    ],
    [
      'edc-mc-example.json',
      {
        ...{ name: 'Title of your learning achievement', workload: 'PT45H', credits: 5, creditFramework: 'ECTS' },
        ...{ eqfLevel: 6, awardingBody: 'NETIS d.o.o.', issuerName: 'Velocert OÜ', results: [{ value: '19' }] },
      },
      6,
    ],
  ])('%s', (name, expected, alignments) => {
    const read = readBadge(JSON.parse(readFileSync(join(folder, name), 'utf8')), { file: name });
    expect(read).toMatchObject(expected);
    expect('alignments' in read && read.alignments.length).toBe(alignments);
  });
});
