import { expect, test } from 'vitest';
import { readBadge } from '../../src/formats/index.ts';
import { jwsOf } from '../rig/read-badges.ts';

const rubric = [
  { id: 'urn:l1', name: 'Developing', level: '1' },
  {
    id: 'urn:l2',
    name: 'Proficient',
    level: '2',
    alignment: {
      targetName: 'proficient',
      targetUrl: 'https://rubric.example/2',
      targetType: 'CFRubricCriterionLevel',
    },
  },
  { id: 'urn:l3', level: 3 },
];
const measured = {
  ...{
    id: 'urn:d1',
    name: 'Cleaning',
    resultType: 'RubricCriterionLevel',
    requiredLevel: 'urn:l2',
    rubricCriterionLevel: rubric,
  },
  alignment: [{ targetName: 'clean data', targetUrl: 'https://skills.example/1' }],
};
const graded = {
  id: 'urn:d2',
  name: 'Grade',
  resultType: 'LetterGrade',
  allowedValue: ['D', 'C', 'B', 'A'],
  requiredValue: 'C',
};
const scored = { id: 'urn:d3', resultType: 'Percent', requiredValue: 60 };

function read(result: unknown, resultDescription: unknown = [measured, graded, scored]) {
  const badge = readBadge(
    {
      ...{ type: 'OpenBadgeCredential', id: 'urn:1', issuer: 'urn:i' },
      credentialSubject: {
        achievement: { id: 'urn:a', name: 'A', alignment: [{ targetName: 'tidy up' }], resultDescription },
        result,
      },
    },
    { file: 'a' },
  );
  if ('severity' in badge) throw new Error(badge.message);
  return badge;
}

test('a result is about what its own alignments, its description’s and its level’s say', () => {
  const { alignments, results } = read([
    {
      resultDescription: 'urn:d1',
      achievedLevel: 'urn:l2',
      alignment: { targetName: 'scrub data' },
      status: 'Completed',
    },
    { resultDescription: 'urn:d1', achievedLevel: 'urn:l1' },
  ]);
  const subject = '/credentialSubject';
  expect(alignments.map(({ targetName, pointer, statedBy }) => [targetName, pointer, statedBy])).toEqual([
    ['tidy up', `${subject}/achievement/alignment/0`, undefined],
    ['scrub data', `${subject}/result/0/alignment`, 'RESULT'],
    ['clean data', `${subject}/achievement/resultDescription/0/alignment/0`, 'RESULT'],
    ['proficient', `${subject}/achievement/resultDescription/0/rubricCriterionLevel/1/alignment`, 'RESULT'],
  ]);
  expect(results).toEqual([
    {
      ...{ pointer: `${subject}/result/0`, name: 'Cleaning', type: 'RubricCriterionLevel', status: 'Completed' },
      ...{ level: 'Proficient', levelUris: ['urn:l2', 'https://rubric.example/2'], requiredLevel: 'Proficient' },
      ...{ meetsRequired: true, about: [1, 2, 3] },
    },
    {
      ...{ pointer: `${subject}/result/1`, name: 'Cleaning', type: 'RubricCriterionLevel', level: 'Developing' },
      ...{ levelUris: ['urn:l1'], requiredLevel: 'Proficient', meetsRequired: false, about: [2] },
    },
  ]);
});

test.each<[string, object, object]>([
  [
    'a grade above the one required',
    { resultDescription: 'urn:d2', value: 'A' },
    { value: 'A', requiredValue: 'C', meetsRequired: true },
  ],
  ['a grade below it', { resultDescription: 'urn:d2', value: 'D' }, { meetsRequired: false }],
  ['a grade that is not on the list', { resultDescription: 'urn:d2', value: 'E' }, { meetsRequired: undefined }],
  [
    'a number',
    { resultDescription: 'urn:d3', value: 59.5 },
    { value: '59.5', requiredValue: '60', meetsRequired: false },
  ],
  ['a number with its unit', { resultDescription: 'urn:d3', value: '60%' }, { meetsRequired: true }],
  ['words where a number is required', { resultDescription: 'urn:d3', value: 'good' }, { meetsRequired: undefined }],
  [
    'a level named by its code alone',
    { resultDescription: 'urn:d1', achievedLevel: 'urn:l3' },
    { level: '3', meetsRequired: true },
  ],
  [
    'a level nobody describes',
    { achievedLevel: 'urn:else' },
    { level: 'urn:else', levelUris: ['urn:else'], about: [] },
  ],
  ['a status alone', { status: 'Withdrew' }, { status: 'Withdrew', about: [] }],
])('a result: %s', (_case, result, expected) => {
  const [stated] = read(result).results;
  expect({ ...stated, meetsRequired: stated?.meetsRequired }).toMatchObject(expected);
});

test('levels with points of their own are ordered by those', () => {
  const levels = [
    { id: 'urn:high', name: 'High', points: 4 },
    { id: 'urn:low', name: 'Low', points: '1' },
  ];
  const description = { id: 'urn:d', requiredLevel: 'urn:high', rubricCriterionLevel: levels };
  expect(read({ resultDescription: 'urn:d', achievedLevel: 'urn:low' }, description).results).toMatchObject([
    { meetsRequired: false },
  ]);
});

test('endorsements of a badge, its achievement and its issuer are kept with who gives them, JSON and JWS', () => {
  const endorsement = (name: string) => ({
    ...{ type: ['EndorsementCredential'], issuer: { id: `did:web:${name}.example`, name }, validFrom: '2026-01-01' },
    credentialSubject: { id: 'urn:1', endorsementComment: `${name} agrees` },
  });
  const badge = readBadge(
    {
      ...{
        type: 'OpenBadgeCredential',
        id: 'urn:1',
        endorsement: [endorsement('board'), 'https://only.example/address'],
      },
      issuer: { id: 'urn:i', endorsementJwt: [jwsOf({ vc: endorsement('ministry') })] },
      credentialSubject: {
        achievement: { id: 'urn:a', name: 'A', endorsement: { ...endorsement('guild'), validFrom: null } },
      },
    },
    { file: 'a' },
  );
  const given = { issuedAt: '2026-01-01T00:00:00Z' };
  expect('endorsements' in badge && badge.endorsements).toEqual([
    {
      pointer: '/endorsement/0',
      endorsed: 'BADGE',
      endorserUri: 'did:web:board.example',
      endorserName: 'board',
      comment: 'board agrees',
      ...given,
    },
    {
      pointer: '/credentialSubject/achievement/endorsement',
      endorsed: 'ACHIEVEMENT',
      endorserUri: 'did:web:guild.example',
      endorserName: 'guild',
      comment: 'guild agrees',
    },
    {
      pointer: '/issuer/endorsementJwt/0',
      endorsed: 'ISSUER',
      endorserUri: 'did:web:ministry.example',
      endorserName: 'ministry',
      comment: 'ministry agrees',
      ...given,
    },
  ]);
});
