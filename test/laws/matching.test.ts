import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVIDENCE_RUNGS } from '../../src/badges/index.ts';
import type { BadgeId, LearnerId, SkillId } from '../../src/db/ids.ts';
import type { Requirement, RequirementGroup } from '../../src/jobs/index.ts';
import { type AskedKey, askedSkill, type Holding, POLICY, scoreRequirement } from '../../src/matching/index.ts';
import { NEAR_RELATIONS } from '../../src/skills/index.ts';

const SKILLS = 5;
const asOf = new Date('2026-06-01T00:00:00Z');
const moments = fc.constantFrom(null, new Date('2025-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z'));

const holding: fc.Arbitrary<Holding> = fc.record({
  learnerId: fc.constant(1 as LearnerId),
  asked: fc.integer({ min: 1, max: SKILLS }).map((id) => askedSkill(id as SkillId)),
  heldSkillId: fc.integer({ min: 1, max: SKILLS }).map((id) => id as SkillId),
  relation: fc.constantFrom(...NEAR_RELATIONS),
  confidence: fc.double({ min: 0.1, max: 1, noNaN: true }),
  rung: fc.constantFrom(...EVIDENCE_RUNGS),
  badgeId: fc.integer({ min: 1, max: 9 }).map((id) => id as BadgeId),
  validFrom: moments,
  endsAt: moments,
  path: fc.constant({ rule: 'TEST' }),
});

const node = {
  key: fc.uuid(),
  importance: fc.constantFrom('REQUIRED' as const, 'PREFERRED' as const, 'UNSPECIFIED' as const),
  weight: fc.constantFrom(0.5, 1, 2),
};
const leaf: fc.Arbitrary<Requirement> = fc.record({
  ...node,
  kind: fc.constant('SKILL' as const),
  skillId: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 1, max: SKILLS }).map((id) => id as SkillId) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  statement: fc.constant('words'),
  neededAtHire: fc.boolean(),
  acceptedFrom: fc.option(fc.constantFrom(...EVIDENCE_RUNGS), { nil: null }),
});
const group = (children: fc.Arbitrary<Requirement>): fc.Arbitrary<RequirementGroup> =>
  fc
    .tuple(
      fc.record(node),
      fc.constantFrom('ALL' as const, 'ANY' as const, 'AT_LEAST' as const),
      fc.array(children, { minLength: 1, maxLength: 4 }),
      fc.nat(),
    )
    .map(([stated, kind, list, n]) => ({
      ...stated,
      kind,
      children: list,
      atLeast: kind === 'AT_LEAST' ? (n % list.length) + 1 : null,
    }));
const trees: fc.Arbitrary<RequirementGroup> = group(
  fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 1, arbitrary: group(leaf) }),
);

const mapOf = (holdings: readonly Holding[]): Map<AskedKey, Holding[]> => {
  const byKey = new Map<AskedKey, Holding[]>();
  for (const each of holdings) byKey.set(each.asked, [...(byKey.get(each.asked) ?? []), each]);
  return byKey;
};
const score = (tree: RequirementGroup, holdings: readonly Holding[], seesAll = true) =>
  scoreRequirement(tree, mapOf(holdings), asOf, seesAll);

/** The definition, written down without a thought for speed or shape. */
function reference(tree: Requirement, holdings: readonly Holding[]): { weight: number; credit: number } {
  const factor = tree.importance === 'PREFERRED' ? 1 / 3 : 1;
  const weight = tree.weight * factor;
  if (tree.kind === 'SKILL') {
    if (tree.skillId === null) return { weight, credit: 0 };
    const credits = holdings
      .filter(({ asked }) => asked === `skill ${tree.skillId}`)
      .filter(
        ({ validFrom, endsAt }) => (validFrom === null || validFrom <= asOf) && (endsAt === null || endsAt > asOf),
      )
      .filter(
        ({ rung }) =>
          tree.acceptedFrom === null || EVIDENCE_RUNGS.indexOf(rung) <= EVIDENCE_RUNGS.indexOf(tree.acceptedFrom),
      )
      .map(
        ({ rung, relation, confidence }) =>
          POLICY.rung[rung] * POLICY.relation[relation] * (relation === 'SAME' ? 1 : confidence),
      );
    return { weight, credit: Math.max(0, ...credits) };
  }
  if (tree.kind === 'CREDENTIAL') return { weight, credit: 0 };
  const parts = tree.children.map((child) => reference(child, holdings));
  if (tree.kind === 'ALL') {
    const total = parts.reduce((sum, part) => sum + part.weight, 0);
    return { weight, credit: parts.reduce((sum, part) => sum + part.weight * part.credit, 0) / total };
  }
  const n = tree.kind === 'ANY' ? 1 : (tree.atLeast ?? 1);
  const best = parts
    .map(({ credit }) => credit)
    .sort((one, other) => other - one)
    .slice(0, n);
  return { weight, credit: best.reduce((sum, credit) => sum + credit, 0) / n };
}

const reversed = (tree: RequirementGroup): RequirementGroup => ({
  ...tree,
  children: [...tree.children].reverse().map((child) => ('children' in child ? reversed(child) : child)),
});

const worlds = [trees, fc.array(holding, { maxLength: 12 })] as const;

describe('laws of matching', () => {
  test('a score equals its definition', () => {
    fc.assert(
      fc.property(...worlds, (tree, holdings) => {
        expect(score(tree, holdings).score).toBeCloseTo(reference(tree, holdings).credit, 9);
      }),
    );
  });

  test('adding evidence never lowers a score nor a count', () => {
    fc.assert(
      fc.property(...worlds, holding, (tree, holdings, more) => {
        const [before, after] = [score(tree, holdings), score(tree, [...holdings, more])];
        expect(after.score).toBeGreaterThanOrEqual(before.score - 1e-12);
        expect(after.requiredMet).toBeGreaterThanOrEqual(before.requiredMet);
        expect(after.requiredTotal).toBe(before.requiredTotal);
      }),
    );
  });

  test('the order of leaves and of evidence changes nothing', () => {
    fc.assert(
      fc.property(...worlds, (tree, holdings) => {
        const [one, other] = [score(tree, holdings), score(reversed(tree), [...holdings].reverse())];
        expect(other.score).toBeCloseTo(one.score, 9);
        expect([other.requiredMet, other.requiredTotal]).toEqual([one.requiredMet, one.requiredTotal]);
        const states = (outcome: typeof one) =>
          outcome.leaves.map((each) => `${each.leaf.key} ${each.state} ${each.credit}`).sort();
        expect(states(other)).toEqual(states(one));
      }),
    );
  });

  test('splitting a part of an ALL into identical halves changes no score', () => {
    fc.assert(
      fc.property(...worlds, (tree, holdings) => {
        fc.pre(tree.kind === 'ALL');
        const [first, ...rest] = tree.children;
        fc.pre(first !== undefined);
        const half = { ...(first as Requirement), weight: (first as Requirement).weight / 2 };
        expect(score({ ...tree, children: [half, half, ...rest] }, holdings).score).toBeCloseTo(
          score(tree, holdings).score,
          9,
        );
      }),
    );
  });

  test('a score is 1 if and only if every leaf is fully met; one nobody can meet keeps it below', () => {
    fc.assert(
      fc.property(
        fc.array(leaf, { minLength: 1, maxLength: 4 }),
        fc.array(holding, { maxLength: 12 }),
        (children, holdings) => {
          const tree = { key: '', kind: 'ALL', atLeast: null, importance: 'UNSPECIFIED', weight: 1, children } as const;
          const outcome = score(tree, holdings);
          const isFull = outcome.leaves.every(({ credit }) => credit === 1);
          expect(outcome.score > 1 - 1e-12).toBe(isFull);
        },
      ),
    );
  });

  test('to a reader who does not see all, a hidden badge equals an absent one and is never called missing', () => {
    fc.assert(
      fc.property(...worlds, (tree, holdings) => {
        const outcome = score(tree, holdings, false);
        expect(outcome.leaves.map(({ state }) => state)).not.toContain('MISSING');
        const own = score(tree, holdings, true);
        expect({ score: outcome.score, met: outcome.requiredMet }).toEqual({ score: own.score, met: own.requiredMet });
      }),
    );
  });

  test('evidence of another skill is at most inferred, whatever its rung', () => {
    fc.assert(
      fc.property(...worlds, (tree, holdings) => {
        for (const {
          state,
          holdings: [best],
        } of score(tree, holdings).leaves) {
          if (best && best.relation !== 'SAME') expect(['INFERRED', 'LAPSED']).toContain(state);
        }
      }),
    );
  });
});
