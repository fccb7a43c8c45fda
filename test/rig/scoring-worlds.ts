import fc from 'fast-check';
import { EVIDENCE_RUNGS } from '../../src/badges/badge.ts';
import type { BadgeId, CredentialId, LearnerId, LevelId, SkillId } from '../../src/db/ids.ts';
import type { Requirement, RequirementGroup } from '../../src/jobs/requirement.ts';
import { type AskedKey, askedCredential, askedSkill, type Holding } from '../../src/matching/score.ts';
import type { Ladder } from '../../src/skills/ladder.ts';
import { NEAR_RELATIONS } from '../../src/skills/near-skills.ts';

/** Random small worlds: few skills, levels and moments, so that everything meets everything often. */

export const asOf = new Date('2026-06-01T00:00:00Z');
const SKILLS = 4;
const LEVELS = 6;

const level = fc.integer({ min: 1, max: LEVELS }).map((id) => id as LevelId);
const moment = fc.constantFrom(null, new Date('2025-01-01T00:00:00Z'), asOf, new Date('2027-01-01T00:00:00Z'));
const asked: fc.Arbitrary<AskedKey> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: SKILLS }).map((id) => askedSkill(id as SkillId)) },
  { weight: 1, arbitrary: fc.constant(askedCredential(1 as CredentialId)) },
);

export const holding: fc.Arbitrary<Holding> = fc.record({
  learnerId: fc.constant(1 as LearnerId),
  asked,
  heldSkillId: fc.option(
    fc.integer({ min: 1, max: SKILLS }).map((id) => id as SkillId),
    { nil: null },
  ),
  relation: fc.constantFrom(...NEAR_RELATIONS),
  confidence: fc.oneof(fc.double({ min: 0.1, max: 1, noNaN: true }), fc.constantFrom(0, 1, 1.5, -0.5)),
  rung: fc.constantFrom(...EVIDENCE_RUNGS),
  levelId: fc.option(level, { nil: null }),
  badgeId: fc.option(
    fc.integer({ min: 1, max: 9 }).map((id) => id as BadgeId),
    { nil: null },
  ),
  validFrom: moment,
  endsAt: moment,
  path: fc.constant({ rule: 'TEST' }),
});
export const holdings = fc.array(holding, { maxLength: 12 });

const node = {
  key: fc.uuid(),
  importance: fc.constantFrom('REQUIRED' as const, 'PREFERRED' as const, 'UNSPECIFIED' as const),
  weight: fc.constantFrom(0.5, 1, 2, 7),
};
const leafNode = {
  ...node,
  statement: fc.constant('words'),
  neededAtHire: fc.boolean(),
  acceptedFrom: fc.option(fc.constantFrom(...EVIDENCE_RUNGS), { nil: null }),
};
const step = fc.option(fc.integer({ min: 1, max: 5 }), { nil: null });
const ladder: fc.Arbitrary<Ladder> = fc.record({
  required: step,
  desired: step,
  stepOf: fc.array(fc.tuple(level, fc.integer({ min: 1, max: 5 })), { maxLength: 6 }).map((pairs) => new Map(pairs)),
});
const levels = fc.oneof(
  fc.constant({}),
  fc.constant({ requiredLevel: { words: { name: 'good' }, levelId: null } }),
  ladder.map((each) => ({
    ...(each.required !== null && { requiredLevel: { words: { value: each.required }, levelId: 1 as LevelId } }),
    ...(each.desired !== null && { desiredLevel: { words: { value: each.desired }, levelId: 2 as LevelId } }),
    ladder: each,
  })),
);
const skillLeaf: fc.Arbitrary<Requirement> = fc
  .tuple(
    fc.record({
      ...leafNode,
      kind: fc.constant('SKILL' as const),
      skillId: fc.option(
        fc.integer({ min: 1, max: SKILLS }).map((id) => id as SkillId),
        { nil: null, freq: 6 },
      ),
    }),
    levels,
  )
  .map(([leaf, more]) => ({ ...leaf, ...more }));
const credentialLeaf: fc.Arbitrary<Requirement> = fc.record({
  ...leafNode,
  kind: fc.constant('CREDENTIAL' as const),
  credentialId: fc.constantFrom(null, 1 as CredentialId),
});
export const leaf = fc.oneof({ weight: 5, arbitrary: skillLeaf }, { weight: 1, arbitrary: credentialLeaf });

/** A group; only an import states one of nothing, or asks for more parts than there are. */
const groupOf = (children: fc.Arbitrary<Requirement>): fc.Arbitrary<RequirementGroup> =>
  fc
    .tuple(
      fc.record(node),
      fc.constantFrom('ALL' as const, 'ALL' as const, 'ANY' as const, 'AT_LEAST' as const),
      fc.array(children, { maxLength: 4 }),
      fc.integer({ min: 1, max: 5 }),
    )
    .map(([stated, kind, list, n]) => ({ ...stated, kind, children: list, atLeast: kind === 'AT_LEAST' ? n : null }));
export const trees = groupOf(
  fc.oneof(
    { weight: 3, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: groupOf(fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 1, arbitrary: groupOf(leaf) })),
    },
  ),
);

/** Holdings by what is asked. */
export function byAsked(list: readonly Holding[]): Map<AskedKey, Holding[]> {
  const map = new Map<AskedKey, Holding[]>();
  for (const each of list) map.set(each.asked, [...(map.get(each.asked) ?? []), each]);
  return map;
}
