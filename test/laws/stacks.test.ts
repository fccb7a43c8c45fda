import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BadgeId, CredentialId } from '../../src/db/ids.ts';
import { type HeldBadge, type StatedGroup, stackOf } from '../../src/planning/stack.ts';
import { stackReasons } from '../../src/planning/stack-reason.ts';

const LARGER = 100 as CredentialId;
const AS_OF = new Date('2026-06-01T00:00:00Z');
const day = (days: number) => new Date(AS_OF.getTime() + days * 86_400_000);
const part = fc.nat(9) as unknown as fc.Arbitrary<CredentialId>;
const held = fc
  .dictionary(
    fc.nat(9).map(String),
    fc.record({
      badgeId: fc.constant(1 as BadgeId),
      isVerified: fc.boolean(),
      expiresAt: fc.option(fc.integer({ min: -100, max: 200 }).map(day)),
    }),
  )
  .map((each) => new Map(Object.entries(each).map(([id, badge]) => [Number(id) as CredentialId, badge])));
const groups: fc.Arbitrary<StatedGroup[]> = fc.array(
  fc.record({
    name: fc.option(fc.constantFrom('core', 'elective')),
    required: fc.option(fc.integer({ min: 0, max: 5 })),
    partIds: fc.uniqueArray(part, { minLength: 1, maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 3 },
);
const askedFirst = fc
  .uniqueArray(part, { minLength: 1, maxLength: 3 })
  .chain((of) => fc.record({ needed: fc.integer({ min: 1, max: of.length }), of: fc.constant(of) }));
const asked = fc
  .dictionary(fc.nat(9).map(String), fc.array(askedFirst, { maxLength: 2 }))
  .map(
    (each) =>
      new Map(Object.entries(each).map(([id, ids]) => [(id === '0' ? LARGER : Number(id)) as CredentialId, ids])),
  );
const inForce = ({ expiresAt }: HeldBadge) => expiresAt === null || expiresAt > AS_OF;

test('what counts is what is held and in force, at most as many as are asked for', () => {
  fc.assert(
    fc.property(groups, held, asked, (stated, badges, prerequisites) => {
      const stack = stackOf(LARGER, stated, badges, prerequisites, AS_OF);
      for (const [index, { required, counted, parts }] of stack.groups.entries()) {
        const all = stated[index]?.partIds ?? [];
        const fit = all.filter((id) => {
          const badge = badges.get(id);
          return badge !== undefined && inForce(badge);
        });
        expect(counted).toBe(Math.min(required, fit.length));
        expect(parts.map(({ credentialId }) => credentialId)).toEqual(all);
      }
      const isDone = stack.needed > 0 && stack.counted === stack.needed;
      expect(stack.isComplete).toBe(isDone && stack.missingPrerequisites.length === 0);
    }),
  );
});

test('earning one more part never takes a stack back', () => {
  fc.assert(
    fc.property(groups, held, asked, part, (stated, badges, prerequisites, earned) => {
      const before = stackOf(LARGER, stated, badges, prerequisites, AS_OF);
      const more = new Map([...badges, [earned, { badgeId: 2 as BadgeId, isVerified: true, expiresAt: null }]]);
      const after = stackOf(LARGER, stated, more, prerequisites, AS_OF);
      expect(after.counted).toBeGreaterThanOrEqual(before.counted);
      expect(after.missingPrerequisites.length).toBeLessThanOrEqual(before.missingPrerequisites.length);
      expect(after.needed).toBe(before.needed);
    }),
  );
});

test('time takes parts away and gives none', () => {
  fc.assert(
    fc.property(groups, held, fc.nat(300), (stated, badges, days) => {
      const now = stackOf(LARGER, stated, badges, new Map(), AS_OF);
      const later = stackOf(LARGER, stated, badges, new Map(), day(days));
      expect(later.counted).toBeLessThanOrEqual(now.counted);
    }),
  );
});

const badge = (days: number | null, isVerified = true): HeldBadge => ({
  ...{ badgeId: 1 as BadgeId, isVerified },
  expiresAt: days === null ? null : day(days),
});
const id = (number: number) => number as CredentialId;

test.each<[string, StatedGroup[], [number, HeldBadge][], [number, number, boolean]]>([
  [
    'without groups all parts are asked for',
    [{ name: null, required: null, partIds: [id(1), id(2)] }],
    [[1, badge(null)]],
    [1, 2, false],
  ],
  [
    'two of three are enough where two are asked for',
    [{ name: 'g', required: 2, partIds: [id(1), id(2), id(3)] }],
    [
      [1, badge(null)],
      [3, badge(5)],
    ],
    [2, 2, true],
  ],
  [
    'one group does not stand in for another',
    [
      { name: 'a', required: 1, partIds: [id(1), id(2)] },
      { name: 'b', required: 1, partIds: [id(3)] },
    ],
    [
      [1, badge(null)],
      [2, badge(null)],
    ],
    [1, 2, false],
  ],
  [
    'parts beside the groups are not asked for',
    [
      { name: 'a', required: 1, partIds: [id(1)] },
      { name: null, required: null, partIds: [id(2)] },
    ],
    [[1, badge(null)]],
    [1, 1, true],
  ],
  [
    'what has ended counts no longer',
    [{ name: null, required: null, partIds: [id(1)] }],
    [[1, badge(0)]],
    [0, 1, false],
  ],
  [
    'what only a bundle ties completes nothing',
    [{ name: null, required: null, partIds: [id(1)], isUnstated: true }],
    [[1, badge(null)]],
    [0, 0, false],
  ],
  [
    'no group asks for more parts than it has',
    [{ name: 'a', required: 4, partIds: [id(1)] }],
    [[1, badge(null)]],
    [1, 1, true],
  ],
])('%s', (_promise, stated, badges, [counted, needed, isComplete]) => {
  const stack = stackOf(LARGER, stated, new Map(badges.map(([number, each]) => [id(number), each])), new Map(), AS_OF);
  expect([stack.counted, stack.needed, stack.isComplete]).toEqual([counted, needed, isComplete]);
});

const one = (number: number) => ({ needed: 1, of: [id(number)] });

test('what is asked for before the larger one or an open part is missing; before a part that is not needed it is not', () => {
  const prerequisites = new Map([
    [LARGER, [one(7)]],
    [id(2), [one(8)]],
    [id(1), [one(9)]],
  ]);
  const stated = [{ name: null, required: null, partIds: [id(1), id(2)] }];
  const { missingPrerequisites } = stackOf(LARGER, stated, new Map([[id(1), badge(null)]]), prerequisites, AS_OF);
  expect(missingPrerequisites).toEqual([
    { credentialId: 7, requiredBy: LARGER, ofAlternatives: null },
    { credentialId: 8, requiredBy: 2, ofAlternatives: null },
  ]);
});

test.each<[string, number[], number[]]>([
  ['none of the alternatives is held: each would do', [], [5, 6, 7]],
  ['one is held: nothing of them is missing', [6], []],
])('of prerequisites that stand for each other, %s', (_promise, held, missing) => {
  const prerequisites = new Map([[LARGER, [{ needed: 1, of: [id(5), id(6), id(7)] }]]]);
  const badges = new Map(held.map((number) => [id(number), badge(null)]));
  const { missingPrerequisites } = stackOf(LARGER, [], badges, prerequisites, AS_OF);
  expect(missingPrerequisites).toEqual(
    missing.map((credentialId) => ({ credentialId, requiredBy: LARGER, ofAlternatives: 1 })),
  );
});

test('a stack is explained in words, in English and French', () => {
  const facts = {
    ...{ name: 'Certificate', isEarned: false, isComplete: false, counted: 2, needed: 3 },
    groups: [
      {
        ...{ required: 3, counted: 2 },
        parts: [
          { name: 'A', state: 'HELD' as const, isVerified: false, endsOn: null },
          { name: 'B', state: 'EXPIRES_SOON' as const, isVerified: true, endsOn: '2026-07-01' },
          { name: 'C', state: 'EXPIRED' as const, isVerified: true, endsOn: '2026-05-01' },
          { name: 'D', state: 'MISSING' as const, isVerified: false, endsOn: null },
        ],
      },
    ],
    missingPrerequisites: [
      { name: 'P', requiredBy: 'Certificate', ofAlternatives: null },
      { name: 'Q', requiredBy: 'Certificate', ofAlternatives: 1 },
    ],
  };
  expect([stackReasons(facts, 'en-CA'), stackReasons(facts, 'fr')]).toEqual([
    [
      '2 of 3 parts of “Certificate” are held.',
      'Still to earn: 1 of “C”, “D”.',
      '“P” is needed before “Certificate”.',
      '“Q” is one of those that do before “Certificate”.',
      '“B” ends on 2026-07-01; renew it in time.',
      '“C” ended on 2026-05-01 and counts no longer; renew it.',
      '“A” is not verified yet.',
    ],
    [
      '2 parties sur 3 de « Certificate » sont acquises.',
      'Encore à obtenir : 1 parmi « C », « D ».',
      '« P » est nécessaire avant « Certificate ».',
      '« Q » est l’un de ceux qui suffisent avant « Certificate ».',
      '« B » prend fin le 2026-07-01; renouvelez-le à temps.',
      '« C » a pris fin le 2026-05-01 et ne compte plus; renouvelez-le.',
      '« A » n’est pas encore vérifié.',
    ],
  ]);
  const unstated = {
    ...facts,
    counted: 0,
    needed: 0,
    groups: facts.groups.map((group) => ({ ...group, required: 0, counted: 0 })),
  };
  expect(stackReasons(unstated, 'en')[0]).toBe(
    'Parts of “Certificate” that are held: 2; how many it takes is not stated.',
  );
  const done = { ...facts, isComplete: true, counted: 3, groups: [], missingPrerequisites: [] };
  expect([stackReasons(done, 'en').at(-1), stackReasons({ ...done, isEarned: true }, 'en').at(-1)]).toEqual([
    'Everything “Certificate” asks for is held; ask its provider for it.',
    '“Certificate” is held already.',
  ]);
});
