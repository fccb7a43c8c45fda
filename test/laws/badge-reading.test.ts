import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingParts, readBadge, readBadgeDocument, withPart } from '../../src/formats/index.ts';
import { keyFault } from '../../src/formats/key-fault.ts';
import { fileOf, jwsOf, readFiles, zipOf } from '../rig/read-badges.ts';

const alignment = { targetName: 'clean data', targetUrl: 'http://data.europa.eu/esco/skill/1', targetType: 'CFItem' };
const badge3 = {
  ...{ type: ['VerifiableCredential', 'OpenBadgeCredential'], id: 'urn:3', validFrom: '2026-01-01T00:00:00Z' },
  issuer: { id: 'did:web:college.example', name: { en: 'College' } },
  endorsement: [{ issuer: 'did:web:board.example', credentialSubject: { endorsementComment: 'good' } }],
  credentialSubject: {
    identifier: [{ identityHash: 'a@x.example', hashed: false }],
    achievement: {
      ...{ id: 'urn:a', name: 'Badge', alignment: [alignment] },
      resultDescription: [
        {
          id: 'urn:d',
          requiredLevel: 'urn:l',
          rubricCriterionLevel: [{ id: 'urn:l', name: 'L', points: 1 }],
          alignment,
        },
      ],
    },
    result: [{ resultDescription: 'urn:d', achievedLevel: 'urn:l', value: 5, status: 'Completed' }],
  },
};
const documents: unknown[] = [
  badge3,
  {
    ...{ type: 'Assertion', id: 'https://x.example/1', recipient: { type: 'email', identity: 'a@x.example' } },
    badge: { id: 'https://x.example/b', name: 'B', issuer: 'https://x.example/i', alignment },
  },
  { ...{ type: 'Assertion', id: 'https://x.example/1', recipient: {} }, badge: 'https://x.example/b' },
  {
    ...{ type: 'ClrCredential', id: 'urn:clr', issuer: 'urn:i' },
    credentialSubject: {
      association: [{ associationType: 'isPartOf', sourceId: 'urn:3', targetId: 'urn:4' }],
      verifiableCredential: [badge3, jwsOf(badge3)],
    },
  },
  {
    ...{ type: 'EuropeanDigitalCredential', id: 'urn:e', issuer: { id: 'urn:i' } },
    credentialSubject: {
      hasClaim: {
        ...{ title: { en: 'T' }, provenBy: { grade: { noteLiteral: { en: '1' } } } },
        specifiedBy: {
          ...{
            volumeOfLearning: 'PT5H',
            creditPoint: { point: '1' },
            eqfLevel: { id: 'http://data.europa.eu/snb/eqf/6' },
          },
          learningOutcome: [{ title: 'o', relatedESCOSkill: [{ id: alignment.targetUrl }] }],
        },
      },
    },
  },
  {
    ...{ id: 'c1', issuer: { entities: [{ entity: { url: 'https://x.example' } }] } },
    badge_template: { name: 'C', skills: ['s', { name: 't', vanity_slug: 'u' }], alignments: [{ name: 'n' }] },
  },
  {
    ...{ entityType: 'Assertion', openBadgeId: 'https://x.example/2', issuerOpenBadgeId: 'https://x.example/i' },
    ...{ recipient: { identity: 'a' }, badgeclass: { name: 'D', alignments: [alignment] } },
  },
];

/** Every pointer there is in a document. */
function pointersOf(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([name, part]) => pointersOf(part, `${at}/${name}`))];
}
const broken = fc
  .constantFrom(...documents)
  .chain((document) =>
    fc.tuple(
      fc.constant(document),
      fc.array(fc.tuple(fc.constantFrom(...pointersOf(document)), fc.jsonValue({ maxDepth: 3 })), { maxLength: 3 }),
    ),
  )
  .map(([document, changes]) =>
    changes.reduce<unknown>((whole, [pointer, part]) => withPart(whole, pointer, part), document),
  );

test('whatever stands in a document, it is read or told with its place, and never throws', () => {
  fc.assert(
    fc.property(broken, (document) => {
      const { badges, bundles, issues } = readBadgeDocument(document, { file: 'a', pointer: '' });
      expect(issues.every(({ place, message }) => typeof place.pointer === 'string' && message.length > 0)).toBe(true);
      for (const record of [...badges, ...bundles]) {
        expect(keyFault(record.key)).toBeNull();
        expect(record.uri.length * record.issuerUri.length).toBeGreaterThan(0);
      }
      for (const { alignments, results } of badges) {
        expect(results.every(({ about }) => about.every((position) => position in alignments))).toBe(true);
      }
      for (const { pointer } of missingParts(document)) expect(pointer).toMatch(/^\/badge/u);
    }),
    { numRuns: 2_000 },
  );
});

test('a badge that was read is read the same from what is stored of it', () => {
  fc.assert(
    fc.property(broken, (document) => {
      for (const badge of readBadgeDocument(document, { file: 'a', pointer: '' }).badges) {
        const stored: unknown = JSON.parse(JSON.stringify(badge.raw));
        const again = readBadge(stored, { file: 'b' });
        const { place: _, jws: __, recipients: ___, raw: ____, ...stated } = badge;
        expect(again).toMatchObject(JSON.parse(JSON.stringify(stated)));
      }
    }),
    { numRuns: 500, examples: [[{ entityType: { toString: false } }]] },
  );
});

const files = [
  ...documents.map((each) => Buffer.from(JSON.stringify(each))),
  zipOf({ name: 'a.json', content: JSON.stringify(badge3) }),
];
test('bytes turned at random never end a reading otherwise than with records and issues', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
      async (file, turns) => {
        const bytes = Buffer.from(file);
        for (const [at, byte] of turns) bytes[at % bytes.length] = byte;
        const { badges, issues } = await readFiles(fileOf('a.json', bytes));
        expect(badges.length + issues.length).toBeGreaterThan(0);
        expect(issues.every((line) => /^(ERROR|WARNING) [A-Z_]+ a\.json/u.test(line))).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
