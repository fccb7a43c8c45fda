import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CredentialId } from '../../src/db/ids.ts';
import { choosePlans, type Search } from '../../src/planning/choose-plan.ts';
import { type Choice, coveringIn, type PlanProblem } from '../../src/planning/plan-problem.ts';
import { relaxLimits } from '../../src/planning/relax-limits.ts';
import { loadSolver } from '../../src/planning/solver.ts';
import { openIn, passedBy, planProblems, soonestEnd, sumOf, type Taking, takingsOf } from '../rig/plan-world.ts';

/** The obvious slow way: tries every credential in every way, in every order. */
function bruteForce(problem: PlanProblem): { open: number; price: number } {
  let best = { open: Number.POSITIVE_INFINITY, price: Number.POSITIVE_INFINITY };
  for (const taking of takingsOf(problem)) {
    const [open, price] = [openIn(problem, taking), sumOf(taking, (way) => way.price)];
    if (open > best.open || (open === best.open && price >= best.price)) continue;
    if (passedBy(problem, taking)?.size === 0) best = { open, price };
  }
  return best;
}

/** Fewest limits passed, and least in all, for as few needs open as there can be; null where that takes no limit to give. */
function leastRelaxation(problem: PlanProblem): { limits: number; size: number } | null {
  let best = { open: Number.POSITIVE_INFINITY, limits: 0, size: 0 };
  for (const taking of takingsOf(problem)) {
    const open = openIn(problem, taking);
    if (open > best.open) continue;
    const passed = passedBy(problem, taking);
    if (!passed) continue;
    const [limits, size] = [passed.size, [...passed.values()].reduce((sum, each) => sum + each, 0)];
    const isBetter = open < best.open || limits < best.limits || (limits === best.limits && size < best.size - 1e-9);
    if (isBetter) best = { open, limits, size };
  }
  return best.limits === 0 ? null : { limits: best.limits, size: best.size };
}

/** A choice as the slow way writes it. */
function takingOf({ options }: PlanProblem, { chosen }: Choice): Taking {
  return options.map(({ id, ways }) => ways[chosen.find((each) => each.id === id)?.way ?? -1] ?? null);
}

/** What is wrong with the days of a plan. */
function faultsOf({ options, limits }: PlanProblem, { chosen }: Choice, endsBy = limits.endsBy): string[] {
  return chosen.flatMap((each) => {
    const option = options.find(({ id }) => id === each.id);
    const way = option?.ways[each.way];
    if (!option || !way) return [`${each.id} is not offered`];
    const overlapping = chosen.filter((other) => {
      const otherWay = options.find(({ id }) => id === other.id)?.ways[other.way];
      return way.isFunded && otherWay?.isFunded && other.startsOn < each.endsOn && each.startsOn < other.endsOn;
    });
    return [
      ...(each.endsOn - each.startsOn === way.days ? [] : [`${each.id} is too long or too short`]),
      ...(each.startsOn === (way.startsOn ?? each.startsOn) && each.startsOn >= way.from ? [] : ['not on its day']),
      ...(way.days > 0 && overlapping.length > 1 ? [`${each.id} overlaps`] : []),
      ...(endsBy !== null && each.endsOn > endsBy ? [`${each.id} ends late`] : []),
      ...option.requires
        .filter(
          ({ n, of }) => chosen.filter((other) => of.includes(other.id) && other.endsOn <= each.startsOn).length < n,
        )
        .map(() => `${each.id} begins before what it asks for`),
    ];
  });
}

describe('plans', () => {
  let search: Search;
  beforeAll(async () => {
    search = { solve: await loadSolver(), left: () => 60 };
  });

  test('the first plan of 500 worlds leaves as few needs open and costs as little as trying every set in every order', () => {
    fc.assert(
      fc.property(planProblems, (problem) => {
        const [first] = choosePlans(problem, 1, search) as [Choice];
        expect({ open: first.open.length, price: first.price }).toEqual(bruteForce(problem));
        expect({ isOptimal: first.isOptimal, bound: first.bound }).toEqual({ isOptimal: true, bound: first.price });
      }),
      { numRuns: 500 },
    );
  });

  test('every plan keeps all limits, its days, its prerequisites, and funded ones apart', () => {
    fc.assert(
      fc.property(planProblems, (problem) => {
        for (const plan of choosePlans(problem, 3, search)) {
          expect(faultsOf(problem, plan)).toEqual([]);
          expect([...(passedBy(problem, takingOf(problem, plan)) ?? [['impossible', 1]])]).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('what it would take is the fewest limits by the least: trying everything finds nothing smaller', () => {
    fc.assert(
      fc.property(planProblems, (problem) => {
        const [first] = choosePlans(problem, 1, search) as [Choice];
        const [least] = relaxLimits(problem, first.open.length, search);
        const expected = leastRelaxation(problem);
        expect(least === undefined).toBe(expected === null);
        if (!least || !expected) return;
        expect(least.changes.length).toBe(expected.limits);
        expect(least.size).toBeCloseTo(expected.size, 5);
        const taking = takingOf(problem, least.choice);
        expect([...(passedBy(problem, taking)?.keys() ?? [])].sort()).toEqual(
          least.changes.map(({ limit }) => limit).sort(),
        );
        expect(faultsOf(problem, least.choice, soonestEnd(problem, taking))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('alternatives differ, leave no more open, and are never cheaper than the first', () => {
    fc.assert(
      fc.property(planProblems, (problem) => {
        const plans = choosePlans(problem, 3, search);
        const names = plans.map(({ chosen }) =>
          chosen
            .map(({ id }) => id)
            .sort()
            .join(' '),
        );
        expect(new Set(names).size).toBe(names.length);
        for (const plan of plans) {
          expect(plan.open.length).toBeLessThanOrEqual(plans[0]?.open.length ?? 0);
          expect(plan.price).toBeGreaterThanOrEqual(plans[0]?.price ?? 0);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('an alternative is the cheapest of those that share at most half of the first, where there is one', () => {
    fc.assert(
      fc.property(planProblems, (problem) => {
        const [first, second] = choosePlans(problem, 2, search);
        if (!first || first.chosen.length === 0) return;
        const ids = new Set(first.chosen.map(({ id }) => id));
        const shared = (taking: Taking) =>
          problem.options.filter(({ id }, index) => taking[index] && ids.has(id)).length;
        const prices = [...takingsOf(problem)]
          .filter((taking) => shared(taking) <= Math.floor(ids.size / 2))
          .filter((taking) => openIn(problem, taking) <= first.open.length)
          .filter((taking) => passedBy(problem, taking)?.size === 0)
          .map((taking) => sumOf(taking, (way) => way.price));
        if (prices.length > 0) expect(second?.price).toBe(Math.min(...prices));
      }),
      { numRuns: 100 },
    );
  });

  test('a plan holds nothing that closes no need and prepares for nothing', () => {
    fc.assert(
      fc.property(planProblems, (problem) => {
        const useful = coveringIn(problem.needs);
        for (const { chosen } of choosePlans(problem, 2, search)) {
          const ids = chosen.map(({ id }) => id);
          const wanted = (each: CredentialId): boolean =>
            useful.has(each) ||
            problem.options.some(
              (option) => ids.includes(option.id) && option.requires.some(({ of }) => of.includes(each)),
            );
          expect(ids.filter((each) => !wanted(each))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a search without time left tells a plan that keeps the limits, and that it is not proven', () => {
    fc.assert(
      fc.property(planProblems, (problem) => {
        const [first] = choosePlans(problem, 1, { ...search, left: () => 0 }) as [Choice];
        expect(faultsOf(problem, first)).toEqual([]);
        expect([...(passedBy(problem, takingOf(problem, first)) ?? [['impossible', 1]])]).toEqual([]);
        expect(first.bound).toBeLessThanOrEqual(bruteForce(problem).price);
      }),
      { numRuns: 60 },
    );
  });
});
