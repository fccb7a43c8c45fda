import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CredentialId } from '../../src/db/ids.ts';
import { type Choice, choosePlans, type Need, type Option, type PlanProblem } from '../../src/planning/choose-plan.ts';
import { loadSolver, type Solve } from '../../src/planning/solver.ts';

const id = (value: number) => value as CredentialId;

/** Small random worlds: up to 7 credentials, needs of every shape, prerequisites and limits. */
const problems: fc.Arbitrary<PlanProblem> = fc.integer({ min: 1, max: 7 }).chain((count) => {
  const anyOf = fc.subarray(Array.from({ length: count }, (_, index) => id(index + 1)));
  const leaf = fc
    .record({ isMet: fc.boolean(), coveredBy: anyOf })
    .map((stated): Need => ({ kind: 'LEAF', key: 'leaf', ...stated }));
  const group = fc
    .array(leaf, { minLength: 1, maxLength: 3 })
    .chain((of) => fc.integer({ min: 1, max: of.length }).map((n): Need => ({ kind: 'AT_LEAST', n, of })));
  const options = fc.tuple(
    ...Array.from({ length: count }, (_, index) =>
      fc
        .record({
          price: fc.integer({ min: 0, max: 20 }),
          requires: fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), anyOf), { maxLength: 1 }),
        })
        .map(
          ({ price, requires }): Option => ({
            ...{ id: id(index + 1), price, costCents: price, hours: price, drawback: 0 },
            requires: requires.map(([n, of]) => ({ n, of: of.filter((each) => each !== index + 1) })),
          }),
        ),
    ),
  );
  const limit = fc.option(fc.integer({ min: 0, max: 40 }), { nil: null });
  return fc.record({
    needs: fc.array(fc.oneof(leaf, group), { minLength: 1, maxLength: 4 }),
    options,
    limits: fc.record({
      maxCostCents: limit,
      maxHours: fc.constant(null),
      maxCredentials: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
    }),
  });
});

function isTrue(need: Need, chosen: ReadonlySet<CredentialId>): boolean {
  if (need.kind === 'LEAF') return need.isMet || need.coveredBy.some((each) => chosen.has(each));
  return need.of.filter((part) => isTrue(part, chosen)).length >= need.n;
}

/** The obvious slow way: tries every set of credentials. */
function bruteForce({ needs, options, limits }: PlanProblem): { open: number; price: number } {
  let best = { open: Number.POSITIVE_INFINITY, price: Number.POSITIVE_INFINITY };
  for (let mask = 0; mask < 2 ** options.length; mask += 1) {
    const taken = options.filter((_, index) => mask & (1 << index));
    const chosen = new Set(taken.map((option) => option.id));
    const price = taken.reduce((sum, option) => sum + option.price, 0);
    if (limits.maxCostCents !== null && price > limits.maxCostCents) continue;
    if (limits.maxCredentials !== null && taken.length > limits.maxCredentials) continue;
    if (taken.some(({ requires }) => requires.some(({ n, of }) => of.filter((each) => chosen.has(each)).length < n)))
      continue;
    const open = needs.filter((need) => !isTrue(need, chosen)).length;
    if (open < best.open || (open === best.open && price < best.price)) best = { open, price };
  }
  return best;
}

const priceOf = ({ options }: PlanProblem, { chosen }: Choice) =>
  options.filter((option) => chosen.includes(option.id)).reduce((sum, { price }) => sum + price, 0);

describe('plans', () => {
  let solve: Solve;
  beforeAll(async () => {
    solve = await loadSolver();
  });

  test('the first plan leaves as few needs open and costs as little as trying every set', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const [first] = choosePlans(problem, 1, solve);
        const found = first ? { open: first.open.length, price: priceOf(problem, first) } : null;
        expect(found).toEqual(bruteForce(problem));
      }),
      { numRuns: 150 },
    );
  });

  test('alternatives differ, leave no more open, and are never cheaper than the first', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const plans = choosePlans(problem, 3, solve);
        const names = plans.map(({ chosen }) => [...chosen].sort().join(' '));
        expect(new Set(names).size).toBe(names.length);
        for (const plan of plans) {
          expect(plan.open.length).toBeLessThanOrEqual(plans[0]?.open.length ?? 0);
          expect(priceOf(problem, plan)).toBeGreaterThanOrEqual(priceOf(problem, plans[0] as Choice));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a plan holds nothing that closes no need and prepares for nothing', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        for (const { chosen } of choosePlans(problem, 2, solve)) {
          const covers = (need: Need): readonly CredentialId[] =>
            need.kind === 'LEAF' ? (need.isMet ? [] : need.coveredBy) : need.of.flatMap(covers);
          const useful = new Set(problem.needs.flatMap(covers));
          const wanted = (each: CredentialId): boolean =>
            useful.has(each) ||
            problem.options.some(
              (option) => chosen.includes(option.id) && option.requires.some(({ of }) => of.includes(each)),
            );
          expect(chosen.filter((each) => !wanted(each))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
