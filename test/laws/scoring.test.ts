import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVIDENCE_RUNGS } from '../../src/badges/badge.ts';
import type { BadgeId, LearnerId, SkillId } from '../../src/db/ids.ts';
import type { Requirement, RequirementGroup } from '../../src/jobs/requirement.ts';
import { compileTree } from '../../src/matching/compile-tree.ts';
import { askedSkill, type Holding, scoreRequirement } from '../../src/matching/score.ts';
import { leafCredit } from '../../src/matching/scoring-policy.ts';
import { NEAR_RELATIONS } from '../../src/skills/near-skills.ts';
import { scoreByDefinition } from '../rig/score-by-definition.ts';
import { asOf, byAsked, holding, holdings, trees } from '../rig/scoring-worlds.ts';

const score = (tree: RequirementGroup, held: readonly Holding[], seesAll = true, at = asOf) =>
  scoreRequirement(tree, byAsked(held), at, seesAll);

/** The tree with its groups made anew, innermost first. */
const remade = (tree: RequirementGroup, make: (group: RequirementGroup) => RequirementGroup): RequirementGroup =>
  make({ ...tree, children: tree.children.map((child) => ('children' in child ? remade(child, make) : child)) });

describe('the worth of one piece of evidence', () => {
  const tree = (acceptedFrom: Holding['rung'] | null = null): RequirementGroup => ({
    ...{ key: '', kind: 'ALL', atLeast: null, importance: 'UNSPECIFIED', weight: 1 },
    children: [
      {
        ...{ key: '0', kind: 'SKILL', skillId: 1 as SkillId, statement: 'a', weight: 1, importance: 'REQUIRED' },
        ...{ neededAtHire: true, acceptedFrom },
      },
    ],
  });
  const piece = (stated: Partial<Holding>): Holding => ({
    ...{ learnerId: 1 as LearnerId, asked: askedSkill(1 as SkillId), heldSkillId: 1 as SkillId, relation: 'SAME' },
    ...{ confidence: 1, rung: 'VERIFIED_ASSESSED', badgeId: 1 as BadgeId, validFrom: null, endsAt: null },
    path: { rule: 'TEST' },
    ...stated,
  });
  const leafOf = (stated: Partial<Holding>, acceptedFrom: Holding['rung'] | null = null) => {
    const [leaf] = score(tree(acceptedFrom), [piece(stated)]).leaves;
    return { state: leaf?.state, credit: leaf?.credit, isMet: leaf?.isMet };
  };

  test.each([
    [{ rung: 'VERIFIED_ASSESSED' }, 'VERIFIED', 1, true],
    [{ rung: 'VERIFIED_UNASSESSED' }, 'VERIFIED', 0.8, true],
    [{ rung: 'ENDORSED' }, 'CLAIMED', 0.7, true],
    [{ rung: 'IMPORTED_UNVERIFIED' }, 'CLAIMED', 0.5, true],
    [{ rung: 'SELF_CLAIMED' }, 'CLAIMED', 0.3, false],
    [{ relation: 'EXACT', confidence: 0.9 }, 'INFERRED', 0.9, true],
    [{ relation: 'NARROWER' }, 'INFERRED', 0.9, true],
    [{ relation: 'CLOSE' }, 'INFERRED', 0.7, true],
    [{ relation: 'BROADER' }, 'INFERRED', 0.4, false],
    [{ relation: 'EXACT', confidence: 7 }, 'INFERRED', 1, true],
    [{ relation: 'SAME', confidence: 0.1 }, 'VERIFIED', 1, true],
    [{ endsAt: asOf }, 'LAPSED', 0, false],
    [{ validFrom: asOf }, 'VERIFIED', 1, true],
    [{ validFrom: new Date(+asOf + 1) }, 'MISSING', 0, false],
  ] as const)('%j is %s, %d', (stated, state, credit, isMet) => {
    const found = leafOf(stated);
    expect(found).toMatchObject({ state, isMet });
    expect(found.credit).toBeCloseTo(credit, 12);
  });

  test.each(EVIDENCE_RUNGS)('an employer who accepts from %s accepts that, and nothing weaker', (acceptedFrom) => {
    for (const rung of EVIDENCE_RUNGS) {
      const isAccepted = EVIDENCE_RUNGS.indexOf(rung) <= EVIDENCE_RUNGS.indexOf(acceptedFrom);
      expect((leafOf({ rung }, acceptedFrom).credit ?? 0) > 0).toBe(isAccepted);
    }
  });

  test('a requirement of nothing, which only an import states, is worth nothing and asks for nothing', () => {
    const { score: nothing, requiredMet, requiredTotal } = score({ ...tree(), children: [] }, [piece({})]);
    expect({ nothing, requiredMet, requiredTotal }).toEqual({ nothing: 0, requiredMet: 0, requiredTotal: 0 });
  });
});

describe('laws of scoring', () => {
  test('a score, its counts, and every leaf equal their definition', () => {
    fc.assert(
      fc.property(trees, holdings, fc.boolean(), (tree, held, seesAll) => {
        const [found, defined] = [score(tree, held, seesAll), scoreByDefinition(tree, held, asOf, seesAll)];
        expect(found.score).toBeCloseTo(defined.score, 9);
        expect([found.requiredMet, found.requiredTotal]).toEqual([defined.requiredMet, defined.requiredTotal]);
        for (const { leaf, credit, isMet, state, level } of found.leaves) {
          const { credit: exact, ...rest } = defined.leaves.get(leaf.key) ?? { credit: Number.NaN };
          expect({ isMet, state, level }).toEqual(rest);
          expect(credit).toBeCloseTo(exact, 9);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  test('adding evidence never lowers a score, a count or a leaf', () => {
    fc.assert(
      fc.property(trees, holdings, holding, (tree, held, more) => {
        const [before, after] = [score(tree, held), score(tree, [...held, more])];
        expect(after.score).toBeGreaterThanOrEqual(before.score - 1e-12);
        expect(after.requiredMet).toBeGreaterThanOrEqual(before.requiredMet);
        expect(after.requiredTotal).toBe(before.requiredTotal);
        before.leaves.forEach(({ credit, isMet }, index) => {
          expect(after.leaves[index]?.credit).toBeGreaterThanOrEqual(credit);
          expect(Number(after.leaves[index]?.isMet)).toBeGreaterThanOrEqual(Number(isMet));
        });
      }),
      { numRuns: 2_000 },
    );
  });

  test('to a reader who does not see all, a hidden badge equals an absent one and is never called missing', () => {
    fc.assert(
      fc.property(trees, holdings, fc.integer({ min: 1, max: 9 }), (tree, held, hidden) => {
        const seen = held.filter(({ badgeId }) => badgeId !== hidden);
        const [shown, absent] = [score(tree, seen, false), score(tree, seen, true)];
        expect({ ...shown, leaves: [] }).toEqual({ ...absent, leaves: [] });
        const renamed = absent.leaves.map((each) =>
          each.state === 'MISSING' ? { ...each, state: 'NOT_DISCLOSED' } : each,
        );
        expect(shown.leaves).toEqual(renamed);
      }),
      { numRuns: 1_500 },
    );
  });

  test('a score is 1 if and only if the tree is full: every part of an ALL, n of an AT_LEAST, one of an ANY', () => {
    const isFull = (node: Requirement, credits: ReadonlyMap<string, number>): boolean => {
      if (!('children' in node)) return credits.get(node.key) === 1;
      const full = node.children.filter((child) => isFull(child, credits)).length;
      if (node.children.length === 0) return false;
      return full >= (node.kind === 'ALL' ? node.children.length : Math.min(node.atLeast ?? 1, node.children.length));
    };
    const strong = holding.map((each) => ({
      ...each,
      ...{ relation: 'SAME' as const, rung: 'VERIFIED_ASSESSED' as const, validFrom: null, endsAt: null },
    }));
    fc.assert(
      fc.property(trees, fc.array(strong, { maxLength: 12 }), holdings, (tree, held, more) => {
        const outcome = score(tree, [...held, ...more]);
        const credits = new Map(outcome.leaves.map(({ leaf, credit }) => [leaf.key, credit]));
        expect(outcome.score > 1 - 1e-12).toBe(isFull(tree, credits));
        expect(outcome.score).toBeLessThanOrEqual(1);
      }),
      { numRuns: 3_000 },
    );
  });

  test('the order of parts and of evidence changes nothing', () => {
    fc.assert(
      fc.property(trees, holdings, (tree, held) => {
        const backward = remade(tree, (group) => ({ ...group, children: [...group.children].reverse() }));
        const [one, other] = [score(tree, held), score(backward, [...held].reverse())];
        expect(other.score).toBeCloseTo(one.score, 9);
        expect([other.requiredMet, other.requiredTotal]).toEqual([one.requiredMet, one.requiredTotal]);
        const told = ({ leaves }: typeof one) =>
          leaves
            .map(({ leaf, state, credit, isMet, level }) => [leaf.key, state, credit, isMet, level].join(' '))
            .sort();
        expect(told(other)).toEqual(told(one));
      }),
      { numRuns: 1_500 },
    );
  });

  test('splitting a part of an ALL into identical halves changes no score, at any depth', () => {
    fc.assert(
      fc.property(trees, holdings, fc.nat(), (tree, held, which) => {
        const halved = remade(tree, (group) => {
          const part = group.children[which % (group.children.length || 1)];
          if (group.kind !== 'ALL' || !part) return group;
          const half = { ...part, weight: part.weight / 2 };
          return { ...group, children: group.children.flatMap((child) => (child === part ? [half, half] : [child])) };
        });
        expect(score(halved, held).score).toBeCloseTo(score(tree, held).score, 9);
      }),
      { numRuns: 1_500 },
    );
  });

  test('stating a part of an ANY twice, and weighing all parts alike more, changes no score', () => {
    fc.assert(
      fc.property(trees, holdings, fc.constantFrom(0.1, 3, 100), (tree, held, factor) => {
        const changed = remade(tree, (group) => ({
          ...group,
          weight: group.weight * factor,
          children: [...group.children, ...(group.kind === 'ANY' ? group.children : [])].map((child) =>
            'children' in child ? child : { ...child, weight: child.weight * factor },
          ),
        }));
        expect(score(changed, held).score).toBeCloseTo(score(tree, held).score, 9);
      }),
      { numRuns: 1_500 },
    );
  });

  test('asOf decides validity: what has not begun or has ended then counts as if it were not there', () => {
    const at = fc.constantFrom(...['2024-01-01', '2025-01-01', '2026-06-01', '2026-12-01', '2027-01-01', '2028-01-01']);
    fc.assert(
      fc.property(trees, holdings, at, (tree, held, day) => {
        const moment = new Date(day);
        const valid = held
          .filter(({ validFrom }) => validFrom === null || +validFrom <= +moment)
          .filter(({ endsAt }) => endsAt === null || +endsAt > +moment)
          .map((each) => ({ ...each, validFrom: null, endsAt: null }));
        const [then, timeless] = [score(tree, held, true, moment), score(tree, valid)];
        expect([then.score, then.requiredMet]).toEqual([timeless.score, timeless.requiredMet]);
      }),
      { numRuns: 1_500 },
    );
  });

  test('a stronger rung, a nearer relation, a surer crosswalk, a higher level: none is ever worth less', () => {
    const sure = fc.double({ min: -1, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(fc.nat(4), fc.nat(4), sure),
        fc.tuple(fc.nat(4), fc.nat(4), sure),
        ([rungA, relationA, sureA], [rungB, relationB, sureB]) => {
          const credit = (rung: number, relation: number, confidence: number) =>
            leafCredit(EVIDENCE_RUNGS[rung] ?? 'SELF_CLAIMED', NEAR_RELATIONS[relation] ?? 'BROADER', confidence);
          const best = credit(Math.min(rungA, rungB), Math.min(relationA, relationB), Math.max(sureA, sureB));
          expect(best).toBeGreaterThanOrEqual(credit(rungA, relationA, sureA));
          expect(best).toBeGreaterThanOrEqual(credit(rungB, relationB, sureB));
          expect(best).toBeLessThanOrEqual(
            leafCredit(EVIDENCE_RUNGS[Math.min(rungA, rungB)] ?? 'SELF_CLAIMED', 'SAME', 0),
          );
        },
      ),
      { numRuns: 1_500 },
    );
  });

  test('evidence of another skill is at most inferred, whatever its rung', () => {
    fc.assert(
      fc.property(trees, holdings, (tree, held) => {
        for (const { state, holdings: resting } of score(tree, held).leaves) {
          const [best] = resting;
          if (best && best.relation !== 'SAME') expect(['INFERRED', 'LAPSED']).toContain(state);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  test('what a leaf rests on starts with what is worth most, then what meets it, and leaves nothing out', () => {
    fc.assert(
      fc.property(trees, holdings, (tree, held) => {
        for (const { leaf, credit, isMet, state, holdings: resting } of score(tree, held).leaves) {
          if (state === 'LAPSED' || resting.length === 0) continue;
          const alone = resting.map(
            (each) =>
              scoreByDefinition({ ...tree, kind: 'ALL', children: [leaf] }, [each], asOf, true).leaves.get(leaf.key) ??
              null,
          );
          expect(alone[0]?.credit).toBeCloseTo(credit, 9);
          expect(alone.slice(0, 2).some((each) => each?.isMet)).toBe(isMet);
          const meeting = alone.slice(1).map((each) => Number(each?.isMet));
          expect(meeting).toEqual([...meeting].sort().reverse());
        }
      }),
      { numRuns: 1_500 },
    );
  });

  test('a compiled tree answers many learners as it answers each alone', () => {
    const many = fc.array(holdings, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(trees, many, (tree, learners) => {
        const compiled = compileTree(tree);
        const alone = learners.map((held) => score(tree, held));
        const again = alone.map(({ leaves }) =>
          compiled.score(
            Float64Array.from(leaves, ({ credit }) => credit),
            Uint8Array.from(leaves, ({ isMet }) => Number(isMet)),
          ),
        );
        expect(again).toEqual(alone.map(({ leaves: _leaves, ...tally }) => tally));
      }),
      { numRuns: 500 },
    );
  });
});
