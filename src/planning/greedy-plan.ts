import type { CredentialId } from '../db/ids.ts';
import { scheduleTaken, type Taken } from './find-conflict.ts';
import { coveringIn, type Need, type Option, type PlanProblem, type Way } from './plan-problem.ts';

/**
 * A plan by rule of thumb: again and again what closes most for its price, with what it asks for, while the limits hold. Not the
 * best: an exact search begins with it, falls back on it, and is measured against it.
 */
export function planGreedily(problem: PlanProblem): Taken {
  const byId = new Map(problem.options.map((option) => [option.id, option]));
  const needsOf = needsByCredential(problem.needs);
  let taken: Taken = new Map();
  const refused = new Set<CredentialId>();
  for (;;) {
    const worths = problem.needs.map((need) => worthOf(need, (id) => taken.has(id)));
    let best: { readonly id: CredentialId; readonly added: Taken; readonly worth: number } | null = null;
    for (const id of needsOf.keys()) {
      if (taken.has(id) || refused.has(id) || !byId.has(id)) continue;
      const added = withAsked(byId, taken, id);
      if (!added || !fits(problem, taken, added)) continue;
      const has = (each: CredentialId) => taken.has(each) || added.has(each);
      const touched = new Set([...added.keys()].flatMap((each) => needsOf.get(each) ?? []));
      let gain = 0;
      for (const index of touched) gain += worthOf(problem.needs[index] as Need, has) - (worths[index] ?? 0);
      const worth = gain / (1 + priceOf(added));
      if (gain > 0 && (!best || worth > best.worth)) best = { id, added, worth };
    }
    if (!best) return taken;
    const next = new Map([...taken, ...best.added]);
    if (scheduleTaken(problem, next).schedule === null) {
      const other = inAnotherWay(problem, byId, next, best.id);
      if (other) taken = other;
      else refused.add(best.id);
    } else taken = next;
  }
}

/** Positions of the needs that a credential closes, or a part of. */
function needsByCredential(needs: readonly Need[]): Map<CredentialId, number[]> {
  const found = new Map<CredentialId, number[]>();
  for (const [index, need] of needs.entries()) {
    for (const id of coveringIn([need])) found.set(id, [...(found.get(id) ?? []), index]);
  }
  return found;
}

export function priceOf(taken: Taken): number {
  let price = 0;
  for (const way of taken.values()) price += way.price;
  return price;
}

/** A need counts 1 once it is closed, and less than 1 by the parts of it that are. */
function worthOf(need: Need, has: (id: CredentialId) => boolean): number {
  if (need.kind === 'LEAF') return need.isMet || need.coveredBy.some(has) ? 1 : 0;
  const parts = need.of.map((part) => worthOf(part, has)).sort((one, other) => other - one);
  if ((parts[need.n - 1] ?? 0) === 1) return 1;
  return parts.slice(0, need.n).reduce((sum, part) => sum + part, 0) / (need.n + 1);
}

/** What one more adds with what it asks for, each in its cheapest way; null where something cannot be had. */
function withAsked(byId: ReadonlyMap<CredentialId, Option>, taken: Taken, id: CredentialId): Taken | null {
  const added = new Map<CredentialId, Way>();
  const add = (wanted: CredentialId, path: readonly CredentialId[]): boolean => {
    if (taken.has(wanted) || added.has(wanted)) return true;
    const option = byId.get(wanted);
    const way = option && cheapest(option);
    if (!way || path.includes(wanted)) return false;
    for (const { n, of } of option.requires) {
      const price = (each: CredentialId) => (taken.has(each) || added.has(each) ? 0 : priceIn(byId, each));
      const byPrice = of.filter((each) => byId.has(each)).sort((one, other) => price(one) - price(other));
      let had = 0;
      for (const each of byPrice) if (had < n && add(each, [...path, wanted])) had += 1;
      if (had < n) return false;
    }
    added.set(wanted, way);
    return true;
  };
  return add(id, []) ? added : null;
}

function cheapest({ ways }: Option): Way | undefined {
  return ways.reduce((best, way) => (way.price < best.price ? way : best), ways[0] as Way);
}

function priceIn(byId: ReadonlyMap<CredentialId, Option>, id: CredentialId): number {
  const option = byId.get(id);
  return option ? (cheapest(option)?.price ?? 0) : 0;
}

function fits({ limits }: PlanProblem, ...takings: readonly Taken[]): boolean {
  const ways = takings.flatMap((taking) => [...taking.values()]);
  const sum = (amount: (way: Way) => number) => ways.reduce((total, way) => total + amount(way), 0);
  return (
    sum(({ costCents }) => costCents) <= (limits.maxCostCents ?? Number.POSITIVE_INFINITY) &&
    sum(({ hours }) => hours) <= (limits.maxHours ?? Number.POSITIVE_INFINITY) &&
    ways.length <= (limits.maxCredentials ?? Number.POSITIVE_INFINITY)
  );
}

/** The same with one credential at another time, where one fits. */
function inAnotherWay(
  problem: PlanProblem,
  byId: ReadonlyMap<CredentialId, Option>,
  taken: Taken,
  id: CredentialId,
): Taken | null {
  for (const way of byId.get(id)?.ways ?? []) {
    const next = new Map([...taken, [id, way]]);
    if (fits(problem, next) && scheduleTaken(problem, next).schedule !== null) return next;
  }
  return null;
}
