import fc from 'fast-check';
import type { CredentialId } from '../../src/db/ids.ts';
import type { Need, Option, PlanLimit, PlanProblem, Way } from '../../src/planning/plan-problem.ts';

const id = (value: number) => value as CredentialId;

/** Small random worlds: up to 5 credentials in up to 2 ways each, needs of every shape, prerequisites, runs, funding and limits. */
export const planProblems: fc.Arbitrary<PlanProblem> = fc.integer({ min: 1, max: 5 }).chain((count) => {
  const all = Array.from({ length: count }, (_, index) => id(index + 1));
  const anyOf = fc.subarray(all);
  const leaf = fc
    .record({ isMet: fc.boolean().map((met) => met), coveredBy: anyOf })
    .map((stated): Need => ({ kind: 'LEAF', key: 'leaf', ...stated }));
  const group = fc
    .array(leaf, { minLength: 1, maxLength: 3 })
    .chain((of) => fc.integer({ min: 1, max: of.length }).map((n): Need => ({ kind: 'AT_LEAST', n, of })));
  const way = (objective: 'COST' | 'HOURS' | 'COUNT'): fc.Arbitrary<Way> =>
    fc
      .record({
        costCents: fc.integer({ min: 0, max: 20 }),
        hours: fc.integer({ min: 0, max: 10 }),
        days: fc.integer({ min: 0, max: 4 }),
        startsOn: fc.option(fc.integer({ min: 0, max: 8 }), { nil: null }),
        isFunded: fc.boolean(),
        outside: fc.subarray(['DELIVERY', 'LANGUAGE'] as const, { maxLength: 1 }),
      })
      .map((facts) => ({
        ...({ route: 'COURSE', from: facts.startsOn ?? 0, ...facts } as const),
        price: { COST: facts.costCents, HOURS: facts.hours * 10, COUNT: 1 }[objective],
      }));
  const option = (of: CredentialId, objective: 'COST' | 'HOURS' | 'COUNT'): fc.Arbitrary<Option> =>
    fc.record({
      id: fc.constant(of),
      ways: fc.array(way(objective), { minLength: 1, maxLength: 2 }),
      requires: fc
        .array(fc.tuple(fc.integer({ min: 1, max: 2 }), anyOf), { maxLength: 1 })
        .map((asked) => asked.map(([n, some]) => ({ n, of: some.filter((each) => each !== of) }))),
      drawback: fc.constantFrom(0, 0.25, 0.5, 1),
    });
  const limit = (max: number) => fc.option(fc.integer({ min: 0, max }), { nil: null });
  return fc.constantFrom('COST' as const, 'HOURS' as const, 'COUNT' as const).chain((objective) =>
    fc.record({
      needs: fc.array(fc.oneof(leaf, group), { minLength: 1, maxLength: 4 }),
      options: fc.tuple(...all.map((each) => option(each, objective))),
      limits: fc.record({
        ...{ maxCostCents: limit(40), maxHours: limit(20), maxCredentials: limit(4) },
        ...{ startsFrom: fc.constant(0), endsBy: limit(14) },
      }),
    }),
  );
});

/** Ways taken by the credentials of a problem, in their order; null where one is not taken. */
export type Taking = readonly (Way | null)[];

/** What a taking comes to. */
export interface Worth {
  readonly open: number;
  readonly price: number;
  /** Soonest last day; null where no order of the studies is possible. */
  readonly endsOn: number | null;
}

/** Every way of taking some of the credentials. */
export function* takingsOf({ options }: PlanProblem): Generator<Taking> {
  const choices = options.map(({ ways }) => [null, ...ways]);
  const size = choices.reduce((product, each) => product * each.length, 1);
  for (let number = 0; number < size; number += 1) {
    let rest = number;
    yield choices.map((each) => {
      const way = each[rest % each.length] ?? null;
      rest = Math.floor(rest / each.length);
      return way;
    });
  }
}

const idsIn = ({ options }: PlanProblem, taking: Taking) =>
  new Set(options.flatMap(({ id: each }, index) => (taking[index] ? [each] : [])));

function isTrue(need: Need, chosen: ReadonlySet<CredentialId>): boolean {
  if (need.kind === 'LEAF') return need.isMet || need.coveredBy.some((each) => chosen.has(each));
  return need.of.filter((part) => isTrue(part, chosen)).length >= need.n;
}

export function openIn(problem: PlanProblem, taking: Taking): number {
  const chosen = idsIn(problem, taking);
  return problem.needs.filter((need) => !isTrue(need, chosen)).length;
}

export function sumOf(taking: Taking, amount: (way: Way) => number): number {
  return taking.reduce((sum, way) => sum + (way ? amount(way) : 0), 0);
}

/** Soonest last day of a taking by trying every order and, in each, every day in turn; null where none is possible. */
export function soonestEnd({ options }: PlanProblem, taking: Taking): number | null {
  const studies = options.flatMap((option, index) => {
    const way = taking[index];
    return way ? [{ option, way }] : [];
  });
  let best: number | null = null;
  const place = (
    rest: readonly (typeof studies)[number][],
    placed: readonly { id: CredentialId; way: Way; from: number; to: number }[],
  ): void => {
    const end = Math.max(0, ...placed.map(({ to }) => to));
    if (best !== null && end >= best) return;
    if (rest.length === 0) {
      best = end;
      return;
    }
    for (const study of rest) {
      const { option, way } = study;
      const days = way.startsOn === null ? Array.from({ length: 60 }, (_, day) => day) : [way.startsOn];
      const day = days.find((from) => {
        const isReady = option.requires.every(
          ({ n, of }) => placed.filter(({ id: each, to }) => of.includes(each) && to <= from).length >= n,
        );
        const isAlone = placed.every(
          (other) =>
            !(way.isFunded && other.way.isFunded && way.days > 0 && other.way.days > 0) ||
            other.to <= from ||
            from + way.days <= other.from,
        );
        return from >= way.from && isReady && isAlone;
      });
      if (day === undefined) continue;
      place(
        rest.filter((each) => each !== study),
        [...placed, { id: option.id, way, from: day, to: day + way.days }],
      );
    }
  };
  place(studies, []);
  return best;
}

/** Which limits a taking passes, each by what share of itself; null where it cannot be put into time at all. */
export function passedBy(problem: PlanProblem, taking: Taking): Map<PlanLimit, number> | null {
  const { limits } = problem;
  const end = soonestEnd(problem, taking);
  if (end === null) return null;
  const passed = new Map<PlanLimit, number>();
  const note = (limit: PlanLimit, most: number | null, amount: number) => {
    if (most !== null && amount > most) passed.set(limit, (amount - most) / Math.max(1, most));
  };
  note(
    'COST',
    limits.maxCostCents,
    sumOf(taking, ({ costCents }) => costCents),
  );
  note(
    'HOURS',
    limits.maxHours,
    sumOf(taking, ({ hours }) => hours),
  );
  note(
    'CREDENTIALS',
    limits.maxCredentials,
    sumOf(taking, () => 1),
  );
  note('END', limits.endsBy, end);
  for (const category of ['DELIVERY', 'LANGUAGE', 'FUNDING'] as const) {
    if (taking.some((way) => way?.outside.includes(category))) passed.set(category, 1);
  }
  return passed;
}
