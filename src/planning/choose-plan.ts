import type { CredentialId } from '../db/ids.ts';
import { findConflict, scheduleTaken, type Taken } from './find-conflict.ts';
import { planGreedily, priceOf } from './greedy-plan.ts';
import { type Conflict, type Cut, type ModelOptions, modelOf, openPriceOf } from './plan-model.ts';
import { type Choice, coveringIn, isClosed, type PlanProblem, type Way } from './plan-problem.ts';
import { reduceProblem } from './reduce-problem.ts';
import type { Solve } from './solver.ts';

/** How a search is run. */
export interface Search {
  readonly solve: Solve;
  /** Seconds left, asked again and again: what is found when none is left is told with its gap. */
  readonly left: () => number;
  /** Makes a problem smaller without changing its answer; the identity to measure what that is worth. */
  readonly reduce?: typeof reduceProblem;
}

/** Seconds spent on ties at most: plans that differ in nothing the learner asked for. */
const SECONDS_FOR_TIES = 0.25;

/**
 * Chooses the credentials that leave the fewest needs open and, among those, have the least price; ties go to fewer credentials
 * with the lower drawback. Then up to `count - 1` alternatives that leave as few open and share at most half of each earlier
 * choice, or failing that differ in at least one credential.
 *
 * Exact: HiGHS chooses, `scheduleStudies` puts the choice into time; what cannot be put into time goes back to HiGHS as a
 * condition, until both agree.
 */
export function choosePlans(problem: PlanProblem, count: number, search: Search): Choice[] {
  const conflicts: Conflict[] = [];
  const first = chooseFirst(problem, conflicts, search);
  const choices = [first];
  while (choices.length < count && first.chosen.length > 0 && search.left() > 0) {
    const half = choices.map(({ chosen }) => ({ chosen: idsOf(chosen), atMost: Math.floor(chosen.length / 2) }));
    const some = choices.map(({ chosen }) => ({ chosen: idsOf(chosen), atMost: chosen.length - 1 }));
    const next =
      chooseOther(problem, half, first.open.length, conflicts, search) ??
      chooseOther(problem, some, first.open.length, conflicts, search);
    if (!next) break;
    choices.push(next);
  }
  return [first, ...choices.slice(1).sort((one, other) => one.price - other.price)];
}

function chooseFirst(problem: PlanProblem, conflicts: Conflict[], search: Search): Choice {
  const reduced = (search.reduce ?? reduceProblem)(problem);
  const greedy = planGreedily(reduced);
  const all = new Set(reduced.options.map(({ id }) => id));
  const isOpenIn = (taken: Taken) => reduced.needs.filter((need) => !isClosed(need, new Set(taken.keys()))).length;
  const least = reduced.needs.filter((need) => !isClosed(need, all)).length;
  // Most often everything that can be closed can be closed together: then one search proves both.
  const begin = isOpenIn(greedy) === least ? greedy : null;
  const whole = findBest(reduced, { aim: 'PRICE', conflicts, openAtMost: least }, begin, search);
  if (whole) return choiceOf(problem, settleTies(reduced, whole, { conflicts, openAtMost: least }, search), true);
  const fewest = findBest(reduced, { aim: 'OPEN', conflicts }, greedy, search);
  const start = fewest?.taken ?? greedy;
  const openAtMost = isOpenIn(start);
  const best = findBest(reduced, { aim: 'PRICE', conflicts, openAtMost }, start, search);
  const found = best ?? { taken: start, bound: 0, isProven: false };
  return choiceOf(problem, settleTies(reduced, found, { conflicts, openAtMost }, search), fewest?.isProven ?? false);
}

function chooseOther(
  problem: PlanProblem,
  cuts: readonly Cut[],
  openAtMost: number,
  conflicts: Conflict[],
  search: Search,
): Choice | null {
  const used = new Set(cuts.flatMap(({ chosen }) => chosen));
  const reduced = (search.reduce ?? reduceProblem)(problem, { used });
  const best = findBest(reduced, { aim: 'PRICE', conflicts, openAtMost, cuts }, null, search);
  return best && choiceOf(problem, settleTies(reduced, best, { conflicts, openAtMost, cuts }, search), true);
}

/** Ways that can be taken together, and how good they are proven to be. */
export interface Found {
  readonly taken: Taken;
  readonly bound: number;
  readonly isProven: boolean;
  /** By how much the relaxed limits are passed together, as a share of each. */
  readonly size?: number;
}

/** The best ways to an aim that can be put into time; null when there are none, or none was found in time. */
export function findBest(
  problem: PlanProblem,
  options: ModelOptions & { readonly conflicts: Conflict[] },
  start: Taken | null,
  { solve, left }: Search,
): Found | null {
  const endsBy = options.relaxed?.has('END') ? null : problem.limits.endsBy;
  const step = stepOf(problem, options.aim);
  do {
    const built = modelOf(problem, options);
    const begin = start === null ? undefined : built.startFrom(start);
    const solved = solve(built.model, { seconds: left(), step, start: begin });
    if (solved === 'NONE') return null;
    if (solved === 'UNKNOWN') break;
    const isSet = (column: number | undefined) => column !== undefined && (solved.values[column] ?? 0) > 0.5;
    const taken = new Map<CredentialId, Way>();
    for (const { id, ways } of problem.options) {
      for (const way of ways) if (isSet(built.wayColumn(way))) taken.set(id, way);
    }
    const over = built.overColumn.get('END');
    const allowed = over === undefined ? null : (problem.limits.endsBy ?? 0) + (solved.values[over] ?? 0);
    const isInTime = (those: Taken) => {
      const { schedule, endsOn } = scheduleTaken(problem, those, endsBy === null);
      return schedule !== null && (allowed === null || endsOn <= allowed + 1e-6);
    };
    // Where credentials cost an aim nothing, more may be taken than closes anything.
    const kept = options.aim === 'RELAXATION' ? withoutSpare(problem, taken) : taken;
    const fitting = [kept, ...(kept.size < taken.size ? [taken] : [])].find(isInTime);
    if (fitting) {
      const isExact = options.conflicts.every(({ isProven }) => isProven);
      return {
        taken: fitting,
        bound: isExact ? solved.bound : 0,
        isProven: isExact && solved.isOptimal,
        size: solved.price,
      };
    }
    options.conflicts.push(findConflict(problem, taken, allowed === null ? endsBy : Math.floor(allowed + 1e-6)));
  } while (left() > 0);
  return start === null ? null : { taken: start, bound: 0, isProven: false };
}

/** Among plans of the same price the one of fewer credentials and less drawback, as far as the time for it goes. */
export function settleTies(
  problem: PlanProblem,
  found: Found,
  options: Omit<ModelOptions, 'aim'> & { readonly conflicts: Conflict[] },
  { solve, left }: Search,
): Found {
  const seconds = Math.min(SECONDS_FOR_TIES, left());
  if (!found.isProven || found.taken.size === 0 || seconds <= 0) return found;
  const priceAtMost = priceOf(found.taken) + 0.5;
  const end = left() - seconds;
  const inTime: Search = { solve, left: () => left() - end };
  const start = options.relaxed ? null : found.taken;
  const settled = findBest(problem, { ...options, aim: 'DRAWBACK', priceAtMost }, start, inTime);
  return settled ? { ...found, taken: settled.taken } : found;
}

/** What the prices of an aim differ by at least. */
function stepOf(problem: PlanProblem, aim: ModelOptions['aim']): number {
  if (aim === 'RELAXATION') return 1e-7;
  if (aim === 'OPEN') return openPriceOf(problem) / 2;
  if (aim !== 'PRICE') return 1;
  const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other));
  return problem.options.flatMap(({ ways }) => ways.map(({ price }) => price)).reduce(divisor, 0) || 1;
}

/** What was found as a plan, without what closes nothing: credentials that cost nothing may be taken for nothing. */
export function choiceOf(problem: PlanProblem, { taken: all, bound, isProven }: Found, isOpenProven: boolean): Choice {
  const taken = withoutIdle(problem, all);
  const { schedule } = scheduleTaken(problem, taken, taken.size > 0 && scheduleTaken(problem, taken).schedule === null);
  const ids = new Set(taken.keys());
  const price = priceOf(taken);
  const isOptimal = isProven && isOpenProven;
  const chosen = problem.options.flatMap(({ id, ways }) => {
    const [way, span] = [taken.get(id), schedule?.get(id)];
    return way && span ? [{ id, way: ways.indexOf(way), ...span }] : [];
  });
  return {
    chosen: chosen.sort((one, other) => one.startsOn - other.startsOn || one.endsOn - other.endsOn),
    open: problem.needs.flatMap((need, index) => (isClosed(need, ids) ? [] : [index])),
    ...{ price, bound: isOptimal ? price : Math.min(price, Math.max(0, bound)), isOptimal },
  };
}

/** Without what can be left out, one after the other, while as many needs stay closed and nothing taken asks for it. */
function withoutSpare(problem: PlanProblem, taken: Taken): Taken {
  const { needs, options } = problem;
  const ids = new Set(taken.keys());
  const countClosed = () => needs.filter((need) => isClosed(need, ids)).length;
  const closed = countClosed();
  const requires = options.filter(({ id }) => taken.has(id));
  const isAsked = () =>
    requires.some(
      ({ id, requires: asked }) =>
        ids.has(id) && asked.some(({ n, of }) => of.filter((each) => ids.has(each)).length < n),
    );
  for (const id of taken.keys()) {
    ids.delete(id);
    if (countClosed() < closed || isAsked()) ids.add(id);
  }
  return new Map([...taken].filter(([id]) => ids.has(id)));
}

function withoutIdle({ needs, options }: PlanProblem, taken: Taken): Taken {
  const covering = coveringIn(needs);
  const byId = new Map(options.map((option) => [option.id, option]));
  const kept = new Set([...taken.keys()].filter((id) => covering.has(id)));
  for (const id of kept) {
    for (const { of } of byId.get(id)?.requires ?? []) for (const each of of) if (taken.has(each)) kept.add(each);
  }
  return new Map([...taken].filter(([id]) => kept.has(id)));
}

function idsOf(chosen: Choice['chosen']): CredentialId[] {
  return chosen.map(({ id }) => id);
}
