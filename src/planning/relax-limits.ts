import { choiceOf, type Found, findBest, type Search, settleTies } from './choose-plan.ts';
import { scheduleTaken } from './find-conflict.ts';
import { type Conflict, scaleOf } from './plan-model.ts';
import {
  isClosed,
  type LimitChange,
  PLAN_CATEGORIES,
  PLAN_LIMITS,
  type PlanLimit,
  type PlanProblem,
  type Relaxation,
} from './plan-problem.ts';
import { reduceProblem } from './reduce-problem.ts';

const CATEGORIES: ReadonlySet<PlanLimit> = new Set(PLAN_CATEGORIES);

/**
 * What it would take for everything that credentials here bring to be closed: the fewest limits that have to give and, of those,
 * each by the least. Every set of as few limits that is enough is told, the one that gives least first; none where the limits are
 * not what stands in the way.
 *
 * @param open  how many needs the best plan under the limits leaves open
 */
export function relaxLimits(problem: PlanProblem, open: number, search: Search): Relaxation[] {
  const stated = statedLimits(problem);
  if (open === 0 || stated.length === 0) return [];
  const all = new Set(stated);
  const conflicts: Conflict[] = [];
  const free = (search.reduce ?? reduceProblem)(problem, { relaxed: all });
  const fewest = findBest(free, { aim: 'OPEN', conflicts, relaxed: all }, null, search);
  if (!fewest) return [];
  const ids = new Set(fewest.taken.keys());
  const openAtMost = free.needs.filter((need) => !isClosed(need, ids)).length;
  if (openAtMost >= open) return [];
  for (let size = 1; size <= stated.length && search.left() > 0; size += 1) {
    const found: Relaxation[] = [];
    let isWhole = true;
    for (const relaxed of subsetsOf(stated, size)) {
      if (search.left() > 0) {
        const conflicts: Conflict[] = [];
        const relaxation = relaxThose(problem, relaxed, openAtMost, conflicts, search);
        if (relaxation) found.push(relaxation);
        else isWhole &&= conflicts.every(({ isProven }) => isProven);
      } else isWhole = false;
    }
    if (found.length > 0) {
      return found
        .map((each) => ({ ...each, isOptimal: each.isOptimal && isWhole }))
        .sort((one, other) => one.size - other.size);
    }
  }
  return [];
}

/** The least by which exactly these limits have to give; null where it is not enough that they do. */
function relaxThose(
  problem: PlanProblem,
  limits: readonly PlanLimit[],
  openAtMost: number,
  conflicts: Conflict[],
  search: Search,
): Relaxation | null {
  const relaxed = new Set(limits);
  const reduced = (search.reduce ?? reduceProblem)(problem, { relaxed });
  const all = new Set(reduced.options.map(({ id }) => id));
  if (reduced.needs.filter((need) => !isClosed(need, all)).length > openAtMost) return null;
  const least = findBest(reduced, { aim: 'RELAXATION', conflicts, openAtMost, relaxed }, null, search);
  if (!least) return null;
  const options = { conflicts, openAtMost, relaxed, relaxationAtMost: (least.size ?? 0) + 1e-6 };
  const cheapest: Found = findBest(reduced, { ...options, aim: 'PRICE' }, null, search) ?? least;
  const found = settleTies(reduced, cheapest, options, search);
  const choice = choiceOf(problem, found, true);
  const changes = limits.flatMap((limit) => changeOf(problem, limit, found));
  return {
    ...{ changes, choice, isOptimal: least.isProven },
    size: changes.reduce(
      (sum, { limit, from, to }) => sum + (from === null || to === null ? 1 : (to - from) / scaleOf(limit, problem)),
      0,
    ),
  };
}

function changeOf(problem: PlanProblem, limit: PlanLimit, { taken }: Found): LimitChange[] {
  const { limits } = problem;
  const ways = [...taken.values()];
  const sum = (amount: (way: (typeof ways)[number]) => number) => ways.reduce((total, way) => total + amount(way), 0);
  const change = (from: number | null, to: number): LimitChange[] =>
    from !== null && to > from ? [{ limit, from, to }] : [];
  switch (limit) {
    case 'COST':
      return change(
        limits.maxCostCents,
        sum(({ costCents }) => costCents),
      );
    case 'HOURS':
      return change(
        limits.maxHours,
        sum(({ hours }) => hours),
      );
    case 'CREDENTIALS':
      return change(limits.maxCredentials, ways.length);
    case 'END':
      return change(limits.endsBy, scheduleTaken(problem, taken, true).endsOn);
    default:
      return ways.some(({ outside }) => outside.includes(limit)) ? [{ limit, from: null, to: null }] : [];
  }
}

/** The limits that say anything: sums that are stated, and categories that some way lies outside of. */
function statedLimits({ limits, options }: PlanProblem): PlanLimit[] {
  const stated: Partial<Record<PlanLimit, boolean>> = {
    ...{ COST: limits.maxCostCents !== null, HOURS: limits.maxHours !== null },
    ...{ CREDENTIALS: limits.maxCredentials !== null, END: limits.endsBy !== null },
  };
  return PLAN_LIMITS.filter((limit) =>
    CATEGORIES.has(limit)
      ? options.some(({ ways }) => ways.some(({ outside }) => outside.some((each) => each === limit)))
      : stated[limit] === true,
  );
}

function subsetsOf<T>(all: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return all.flatMap((each, index) => subsetsOf(all.slice(index + 1), size - 1).map((rest) => [each, ...rest]));
}
