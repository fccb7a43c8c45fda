import type { CredentialId } from '../db/ids.ts';
import { scheduleTaken, type Taken } from './find-conflict.ts';
import { isClosed, type Need, type Option, type PlanProblem, type Way } from './plan-problem.ts';

/**
 * A plan by rule of thumb: again and again what closes most for its price, with what it asks for, while the limits hold. Not the
 * best: an exact search begins with it, falls back on it, and is measured against it.
 */
export function planGreedily(problem: PlanProblem): Taken {
  const byId = new Map(problem.options.map((option) => [option.id, option]));
  let taken: Taken = new Map();
  const refused = new Set<CredentialId>();
  for (;;) {
    const closed = countClosed(problem.needs, taken);
    let best: { readonly id: CredentialId; readonly next: Taken; readonly worth: number } | null = null;
    for (const { id } of problem.options) {
      if (taken.has(id) || refused.has(id)) continue;
      const next = withAsked(byId, taken, id);
      if (!next || !fits(problem, next)) continue;
      const gain = countClosed(problem.needs, next) - closed;
      const worth = gain / (1 + priceOf(next) - priceOf(taken));
      if (gain > 0 && (!best || worth > best.worth)) best = { id, next, worth };
    }
    if (!best) return taken;
    if (scheduleTaken(problem, best.next).schedule === null) {
      const other = inAnotherWay(problem, byId, best.next, best.id);
      if (other) taken = other;
      else refused.add(best.id);
    } else taken = best.next;
  }
}

export function priceOf(taken: Taken): number {
  let price = 0;
  for (const way of taken.values()) price += way.price;
  return price;
}

/** A need counts 1 once it is closed, and less than 1 by the parts of it that are. */
function countClosed(needs: readonly Need[], taken: Taken): number {
  const ids = new Set(taken.keys());
  const worth = (need: Need): number => {
    if (isClosed(need, ids)) return 1;
    if (need.kind === 'LEAF') return 0;
    const parts = need.of.map(worth).sort((one, other) => other - one);
    return parts.slice(0, need.n).reduce((sum, part) => sum + part, 0) / (need.n + 1);
  };
  return needs.reduce((sum, need) => sum + worth(need), 0);
}

/** What is taken with one more and what that asks for, each in its cheapest way; null where something cannot be had. */
function withAsked(byId: ReadonlyMap<CredentialId, Option>, taken: Taken, id: CredentialId): Taken | null {
  const next = new Map(taken);
  const add = (wanted: CredentialId, path: ReadonlySet<CredentialId>): boolean => {
    if (next.has(wanted)) return true;
    const option = byId.get(wanted);
    const way = option && cheapest(option);
    if (!way || path.has(wanted)) return false;
    const within = new Set([...path, wanted]);
    for (const { n, of } of option.requires) {
      const byPrice = of
        .filter((each) => byId.has(each))
        .sort((one, other) => priceIn(byId, next, one) - priceIn(byId, next, other));
      let had = 0;
      for (const each of byPrice) if (had < n && add(each, within)) had += 1;
      if (had < n) return false;
    }
    next.set(wanted, way);
    return true;
  };
  return add(id, new Set()) ? next : null;
}

function cheapest({ ways }: Option): Way | undefined {
  return [...ways].sort((one, other) => one.price - other.price)[0];
}

function priceIn(byId: ReadonlyMap<CredentialId, Option>, taken: Taken, id: CredentialId): number {
  const option = byId.get(id);
  return taken.has(id) || !option ? 0 : (cheapest(option)?.price ?? 0);
}

function fits({ limits }: PlanProblem, taken: Taken): boolean {
  const ways = [...taken.values()];
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
