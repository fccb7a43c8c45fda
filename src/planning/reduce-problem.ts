import type { CredentialId } from '../db/ids.ts';
import {
  coveringIn,
  earliestEnd,
  type Need,
  type Option,
  type PlanLimit,
  type PlanLimits,
  type PlanProblem,
  type Way,
} from './plan-problem.ts';

export interface ReduceOptions {
  /** Limits that may be passed, so that what lies outside of them stays. */
  readonly relaxed?: ReadonlySet<PlanLimit>;
  /** Credentials that may stand in for no other: those of earlier plans, which the next is to differ from. */
  readonly used?: ReadonlySet<CredentialId>;
}

/**
 * The same problem without what no best plan needs: ways outside the limits, credentials whose prerequisites cannot be had, that
 * close nothing and prepare for nothing, and those another one stands in for: it closes as much, at no greater price, cost,
 * hours or time. The optimum, and which needs can be closed, stay what they were; ways are the same objects.
 */
export function reduceProblem(
  problem: PlanProblem,
  { relaxed = new Set(), used = new Set() }: ReduceOptions = {},
): PlanProblem {
  const within = problem.options
    .map((option) => ({ ...option, ways: option.ways.filter((way) => isWithin(way, problem.limits, relaxed)) }))
    .filter(({ ways }) => ways.length > 0);
  const useful = keepUseful(problem.needs, keepAttainable(within));
  return { ...problem, options: keepBest(problem.needs, useful, used) };
}

function isWithin(way: Way, limits: PlanLimits, relaxed: ReadonlySet<PlanLimit>): boolean {
  const fits = (limit: PlanLimit, most: number | null, amount: number) =>
    most === null || relaxed.has(limit) || amount <= most;
  return (
    way.outside.every((category) => relaxed.has(category)) &&
    (way.startsOn ?? way.from) >= limits.startsFrom &&
    fits('COST', limits.maxCostCents, way.costCents) &&
    fits('HOURS', limits.maxHours, way.hours) &&
    fits('END', limits.endsBy, earliestEnd(way))
  );
}

function keepAttainable(options: readonly Option[]): Option[] {
  const kept = attainableOf(options);
  return options.filter(({ id }) => kept.has(id));
}

/** Those whose prerequisites can be had, and theirs in turn: none that waits for itself. */
export function attainableOf(options: readonly Option[]): Set<CredentialId> {
  const kept = new Set<CredentialId>();
  for (let size = -1; size !== kept.size; ) {
    size = kept.size;
    for (const { id, requires } of options) {
      if (requires.every(({ n, of }) => of.filter((each) => kept.has(each)).length >= n)) kept.add(id);
    }
  }
  return kept;
}

/** Those that close something, and what they ask for in turn. */
function keepUseful(needs: readonly Need[], options: readonly Option[]): Option[] {
  const byId = new Map(options.map((option) => [option.id, option]));
  const kept = new Set([...coveringIn(needs)].filter((id) => byId.has(id)));
  for (const id of kept) {
    for (const { of } of byId.get(id)?.requires ?? []) for (const each of of) if (byId.has(each)) kept.add(each);
  }
  return options.filter(({ id }) => kept.has(id));
}

/** Those that no other stands in for. What others ask for by name always stays. */
function keepBest(needs: readonly Need[], options: readonly Option[], used: ReadonlySet<CredentialId>): Option[] {
  const closes = leavesClosed(needs);
  const asked = new Set(options.flatMap(({ requires }) => requires.flatMap(({ of }) => of)));
  const facts = options.map((option, index) => ({
    option: { ...option, ways: option.ways.filter((way) => !isBeaten(option, way)) },
    ...{ index, closes: closes(option.id) },
    price: Math.min(...option.ways.map(({ price }) => price)),
  }));
  const byPrice = facts.sort((one, other) => one.price - other.price || one.index - other.index);
  const kept: typeof facts = [];
  for (const fact of byPrice) {
    const isStoodInFor =
      !asked.has(fact.option.id) &&
      kept.some(
        (other) =>
          !used.has(other.option.id) &&
          other.price <= fact.price &&
          includes(other.closes, fact.closes) &&
          standsInFor(other.option, fact.option),
      );
    if (!isStoodInFor) kept.push(fact);
  }
  return kept.sort((one, other) => one.index - other.index).map(({ option }) => option);
}

function standsInFor(one: Option, other: Option): boolean {
  if (one.requires.length > 0 || one.drawback > other.drawback) return false;
  return other.ways.every((way) => one.ways.some((better) => isNoWorse(better, way, true)));
}

/** Whether another way of the same credential is at least as good; of two alike the first stays. */
function isBeaten({ ways, requires }: Option, way: Way): boolean {
  const isFree = requires.length === 0;
  return ways.some(
    (other, index) =>
      other !== way && isNoWorse(other, way, isFree) && (index < ways.indexOf(way) || !isNoWorse(way, other, isFree)),
  );
}

/**
 * Whether a way can be taken wherever another is.
 *
 * @param isFree  whether nothing must come before it, so that a run that ends sooner is always in time
 */
function isNoWorse(one: Way, other: Way, isFree: boolean): boolean {
  if (one.price > other.price || one.costCents > other.costCents || one.hours > other.hours) return false;
  if (one.isFunded && !other.isFunded) return false;
  if (!one.outside.every((category) => other.outside.includes(category))) return false;
  if (isFree && !one.isFunded) return earliestEnd(one) <= earliestEnd(other);
  if (one.startsOn !== null) return one.startsOn === other.startsOn && one.days === other.days;
  return one.from <= (other.startsOn ?? other.from) && one.days <= other.days;
}

/** Which leaves each credential closes, a bit each. */
function leavesClosed(needs: readonly Need[]): (id: CredentialId) => readonly number[] {
  const leaves: (readonly CredentialId[])[] = [];
  const visit = (need: Need): void => {
    if (need.kind === 'AT_LEAST') need.of.forEach(visit);
    else if (!need.isMet) leaves.push(need.coveredBy);
  };
  needs.forEach(visit);
  const words = Math.ceil(leaves.length / 31);
  const closed = new Map<CredentialId, number[]>();
  for (const [leaf, ids] of leaves.entries()) {
    for (const id of ids) {
      const bits = closed.get(id) ?? new Array<number>(words).fill(0);
      bits[Math.floor(leaf / 31)] = (bits[Math.floor(leaf / 31)] ?? 0) | (1 << (leaf % 31));
      closed.set(id, bits);
    }
  }
  const nothing = new Array<number>(words).fill(0);
  return (id) => closed.get(id) ?? nothing;
}

function includes(one: readonly number[], other: readonly number[]): boolean {
  return other.every((bits, index) => (bits & ~(one[index] ?? 0)) === 0);
}
