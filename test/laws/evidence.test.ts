import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  EVIDENCE_RUNGS,
  type EvidenceRung,
  type StatedResult,
  VERIFICATION_STATES,
  type VerificationState,
} from '../../src/badges/badge.ts';
import { type BadgeFacts, endorsesTheBadge, evidenceFrom, type LinkedAlignment } from '../../src/badges/evidence.ts';
import { isAchieved, isResultAchieved } from '../../src/badges/results.ts';
import type { BadgeId, LearnerId, LevelId, SkillId } from '../../src/db/ids.ts';

const STATUSES = ['Completed', 'Provisional', 'Failed', 'Enrolled', 'InProgress', 'OnHold', 'Withdrew'];
const SHOWS_NOTHING = new Set(STATUSES.slice(2));

const result = fc.record(
  {
    pointer: fc.constant('/r'),
    status: fc.constantFrom(...STATUSES),
    level: fc.constant('Proficient'),
    value: fc.constant('A'),
    meetsRequired: fc.boolean(),
    levelUris: fc.constant([]),
    about: fc.uniqueArray(fc.nat(4)),
  },
  { requiredKeys: ['pointer', 'levelUris', 'about'] },
) as fc.Arbitrary<StatedResult>;
const alignment = (position: number): fc.Arbitrary<LinkedAlignment> =>
  fc.record(
    {
      skillId: fc.nat(3) as fc.Arbitrary<number> as fc.Arbitrary<SkillId>,
      position: fc.constant(position),
      target: fc.constant('https://skill.example'),
      rule: fc.constant('URL_ESCO_SKILL'),
      link: fc.constant('URI'),
      statedBy: fc.constant('RESULT' as const),
    },
    { requiredKeys: ['skillId', 'position', 'target', 'rule', 'link'] },
  );
const world = fc.record({
  facts: fc.record({
    ...{ learnerId: fc.constant(1 as LearnerId), badgeId: fc.constant(1 as BadgeId), uri: fc.constant('urn:1') },
    ...{ isAssessed: fc.boolean(), statesAssessment: fc.boolean(), isEndorsed: fc.boolean() },
    ...{ isOwnWord: fc.constant(false), isIssuerKnown: fc.constant(true) },
    ...{ issuedAt: fc.constant(null), expiresAt: fc.constant(null), revokedAt: fc.constant(null) },
    results: fc.array(result, { maxLength: 5 }),
    levels: fc.constant(new Map<number, LevelId>()),
    checks: fc.constant([]),
  }),
  alignments: fc.tuple(...[0, 1, 2, 3, 4].map(alignment)),
  brought: fc.array(
    fc.record({ skillId: fc.nat(5) as unknown as fc.Arbitrary<SkillId>, how: fc.constantFrom('ASSESSES', 'TEACHES') }),
    { maxLength: 3 },
  ) as fc.Arbitrary<{ skillId: SkillId; how: 'ASSESSES' | 'TEACHES' }[]>,
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

/** Every alignment is of a skill, so results that name none are about the whole. */
function evidenceOf(
  { facts, alignments, brought }: World,
  verification: VerificationState,
  change: Partial<BadgeFacts> = {},
) {
  const kinds = alignments.map(() => 'SKILL' as const);
  const whole = { ...facts, ...change };
  return evidenceFrom({ ...whole, verification, isAchieved: isAchieved(whole.results, kinds) }, alignments, brought);
}
const strength = (rung: EvidenceRung) => EVIDENCE_RUNGS.length - EVIDENCE_RUNGS.indexOf(rung);
const bySkill = (rows: ReturnType<typeof evidenceOf>) =>
  new Map(rows.map(({ skillId, rung }) => [skillId, strength(rung)]));

test('a skill has one row a badge, and its path leads to an alignment of that skill or to the credential', () => {
  fc.assert(
    fc.property(world, fc.constantFrom(...VERIFICATION_STATES), (stated, state) => {
      const rows = evidenceOf(stated, state);
      expect(new Set(rows.map(({ skillId }) => skillId)).size).toBe(rows.length);
      for (const { skillId, path } of rows) {
        if (path.position === undefined) expect(stated.brought.some((each) => each.skillId === skillId)).toBe(true);
        else expect(stated.alignments[path.position]?.skillId).toBe(skillId);
      }
    }),
  );
});

test('a verified badge never stands below an unverified one, nor an endorsed one below one that is not', () => {
  fc.assert(
    fc.property(world, fc.constantFrom('UNVERIFIED', 'UNKNOWN', 'REVOKED'), (stated, state) => {
      const valid = bySkill(evidenceOf(stated, 'VALID'));
      const endorsed = bySkill(evidenceOf(stated, state, { isEndorsed: true }));
      const bare = bySkill(evidenceOf(stated, state, { isEndorsed: false }));
      expect([...valid.keys()]).toEqual([...endorsed.keys()]);
      for (const [skillId, rung] of valid) {
        expect(rung).toBeGreaterThan(endorsed.get(skillId) ?? 0);
        expect(endorsed.get(skillId) ?? 0).toBeGreaterThan(bare.get(skillId) ?? 0);
        expect(bare.get(skillId) ?? 0).toBeGreaterThan(strength('SELF_CLAIMED'));
      }
    }),
  );
});

test('what learners award themselves is their own word, and what a stranger says to have assessed is not known to be', () => {
  fc.assert(
    fc.property(world, fc.constantFrom(...VERIFICATION_STATES), (stated, state) => {
      const own = evidenceOf(stated, state, { isOwnWord: true });
      expect(own.every(({ rung }) => rung === 'SELF_CLAIMED')).toBe(true);
      const strange = evidenceOf(stated, state, { isIssuerKnown: false, isAssessed: false });
      expect(strange.filter(({ rung }) => rung === 'VERIFIED_ASSESSED')).toEqual([]);
    }),
  );
});

test('an invalid badge gives nothing', () => {
  fc.assert(
    fc.property(world, (stated) => {
      expect(evidenceOf(stated, 'INVALID')).toEqual([]);
    }),
  );
});

test('what says that it was not done gives nothing by itself, and takes nothing from what another result shows', () => {
  fc.assert(
    fc.property(world, fc.constantFrom(...SHOWS_NOTHING), fc.nat(4), (stated, status, position) => {
      const failed: StatedResult = { pointer: '/f', status, level: 'Top', levelUris: [], about: [position] };
      const skillId = stated.alignments[position]?.skillId;
      const only = evidenceOf(stated, 'VALID', { results: [failed] });
      expect(only.filter((row) => row.skillId === skillId)).toEqual([]);
      expect(only.some(({ level }) => level === 'Top')).toBe(false);

      const before = evidenceOf(stated, 'VALID');
      const after = evidenceOf(stated, 'VALID', { results: [...stated.facts.results, failed] });
      const others = (rows: typeof before) =>
        rows.filter((row) => row.skillId !== skillId).map(({ skillId, rung }) => [skillId, rung]);
      expect(others(after)).toEqual(others(before));
    }),
  );
});

test('a result of the whole that says it was not done leaves nothing', () => {
  fc.assert(
    fc.property(world, fc.constantFrom(...SHOWS_NOTHING), (stated, status) => {
      const results = [...stated.facts.results, { pointer: '/w', status, levelUris: [], about: [] }];
      expect(evidenceOf(stated, 'VALID', { results })).toEqual([]);
    }),
  );
});

test('a level or score for a skill of a verified badge says that it was assessed, unless it is provisional', () => {
  fc.assert(
    fc.property(
      world,
      fc.constantFrom('Completed', undefined, 'Provisional'),
      fc.nat(4),
      (stated, status, position) => {
        const done: StatedResult = {
          pointer: '/d',
          level: 'Top',
          levelUris: [],
          about: [position],
          ...(status && { status }),
        };
        const rows = evidenceOf(stated, 'VALID', { results: [done] });
        const row = rows.find(({ skillId }) => skillId === stated.alignments[position]?.skillId);
        expect([row?.level, row?.path.result, row?.rung]).toEqual([
          ...['Top', 0],
          status === 'Provisional' ? 'VERIFIED_UNASSESSED' : 'VERIFIED_ASSESSED',
        ]);
      },
    ),
  );
});

test.each<[Partial<StatedResult>, boolean]>([
  [{}, true],
  [{ meetsRequired: true }, true],
  [{ meetsRequired: false }, false],
  [{ status: 'Completed', meetsRequired: false }, true],
  [{ status: 'Provisional' }, true],
  [{ status: 'Failed', meetsRequired: true }, false],
])('the result %o was achieved: %s', (stated, expected) => {
  expect(isResultAchieved({ pointer: '/r', levelUris: [], about: [], ...stated })).toBe(expected);
});

test('a result that is tied to a level alone is about the whole', () => {
  const failed = { pointer: '/r', status: 'Failed', levelUris: [], about: [0] };
  expect([isAchieved([failed], ['LEVEL']), isAchieved([failed], ['UNKNOWN']), isAchieved([failed], ['SKILL'])]).toEqual(
    [false, true, true],
  );
});

test.each([
  ['BADGE', 'did:web:board.example', true],
  ['ACHIEVEMENT', 'did:web:board.example', true],
  ['ISSUER', 'did:web:board.example', false],
  ['BADGE', 'did:web:issuer.example', false],
] as const)('an endorsement of the %s by %s is a word for the badge: %s', (endorsed, endorserUri, expected) => {
  expect(endorsesTheBadge('did:web:issuer.example', { pointer: '/e', endorsed, endorserUri })).toBe(expected);
});
