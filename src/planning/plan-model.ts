import type { CredentialId } from '../db/ids.ts';
import {
  earliestEnd,
  isClosed,
  type Need,
  type Option,
  type PlanLimit,
  type PlanProblem,
  type Way,
} from './plan-problem.ts';
import type { Column, LinearModel, Row } from './solver.ts';

/** Ways that cannot all be taken together unless one of some other credentials is. */
export interface Conflict {
  readonly ways: readonly Way[];
  readonly unless: readonly CredentialId[];
  /** Last day of them at the soonest, where only the learner's last day stands against it; null where nothing helps. */
  readonly endsOn: number | null;
  /** False where the search of orders was given up: then they are left out all the same, and no answer is proven best. */
  readonly isProven: boolean;
}

/** Credentials of an earlier plan, and how many of them the next may share. */
export interface Cut {
  readonly chosen: readonly CredentialId[];
  readonly atMost: number;
}

/** What a model keeps small: needs left open, with as few credentials as it finds; price; ties; by how much relaxed limits are passed, as a share of each. */
export type Aim = 'OPEN' | 'PRICE' | 'DRAWBACK' | 'RELAXATION';

export interface ModelOptions {
  readonly aim: Aim;
  readonly conflicts: readonly Conflict[];
  readonly cuts?: readonly Cut[];
  readonly openAtMost?: number | null;
  readonly priceAtMost?: number | null;
  /** Limits that may be passed. */
  readonly relaxed?: ReadonlySet<PlanLimit>;
  /** How far at most, all together, as `RELAXATION` counts it. */
  readonly relaxationAtMost?: number | null;
}

/** A model with the meaning of its columns. */
export interface PlanModel {
  readonly model: LinearModel;
  /** Column that is 1 where a way is taken; undefined for one that is not in the model. */
  readonly wayColumn: (way: Way) => number | undefined;
  /** Column that is 1 where a need stays open. */
  readonly openColumn: (need: number) => number;
  /** Columns that hold by how much a limit is passed, in its own unit. */
  readonly overColumn: ReadonlyMap<PlanLimit, number>;
  /** Values of all columns for some ways taken, to begin a search with. */
  readonly startFrom: (taken: ReadonlyMap<CredentialId, Way>) => number[];
}

/** What one unit of a relaxed limit counts: a share of the limit, of 1 where the limit is 0. */
export function scaleOf(limit: PlanLimit, { limits }: PlanProblem): number {
  const size = {
    ...{ COST: limits.maxCostCents, HOURS: limits.maxHours, CREDENTIALS: limits.maxCredentials },
    END: limits.endsBy === null ? null : limits.endsBy - limits.startsFrom,
    ...{ DELIVERY: null, LANGUAGE: null, FUNDING: null },
  }[limit];
  return Math.max(1, size ?? 1);
}

/**
 * A problem as a mixed-integer model: a way taken is 1, a need left open is 1. Times are in it as far as they are fixed; what
 * only a schedule shows is told by `conflicts`.
 */
export function modelOf(problem: PlanProblem, options: ModelOptions): PlanModel {
  const { needs, limits } = problem;
  const columns: Column[] = [];
  const rows: Row[] = [];
  const column = (made: Column) => columns.push(made) - 1;
  const relaxed = options.relaxed ?? new Set();
  const none = Number.NEGATIVE_INFINITY;
  const any = Number.POSITIVE_INFINITY;

  // Ways come first, so that a way's position is its column.
  const ways = problem.options.flatMap((option) => option.ways.map((way) => ({ option, way })));
  const byWay = new Map(ways.map(({ way }, index) => [way, index]));
  const byId = new Map<CredentialId, number[]>();
  for (const { option, way } of ways) {
    const price = { OPEN: 1, PRICE: way.price, DRAWBACK: drawbackOf(option), RELAXATION: 0 }[options.aim];
    const made = column({ price, from: 0, to: 1, isWhole: true });
    byId.set(option.id, [...(byId.get(option.id) ?? []), made]);
  }
  const chosen = (id: CredentialId, factor: number) =>
    (byId.get(id) ?? []).map((made): [number, number] => [made, factor]);
  for (const made of byId.values()) {
    if (made.length > 1) rows.push({ terms: made.map((each) => [each, 1]), from: none, to: 1 });
  }

  const truths: { readonly need: Need; readonly column: number }[] = [];
  const truthOf = (need: Need): [number, number] => {
    const made = column({ price: 0, from: 0, to: 1, isWhole: true });
    truths.push({ need, column: made });
    if (need.kind === 'LEAF') {
      if (!need.isMet) rows.push({ terms: [[made, 1], ...sumOf(need.coveredBy, -1)], from: none, to: 0 });
    } else rows.push({ terms: [[made, need.n], ...need.of.map(truthOf).map(negated)], from: none, to: 0 });
    return [made, 1];
  };
  const sumOf = (ids: readonly CredentialId[], factor: number) => [...new Set(ids)].flatMap((id) => chosen(id, factor));
  const opens = needs.map((need) => {
    const open = column({ price: options.aim === 'OPEN' ? openPriceOf(problem) : 0, from: 0, to: 1, isWhole: true });
    if (need.kind === 'LEAF') {
      if (!need.isMet) rows.push({ terms: [[open, 1], ...sumOf(need.coveredBy, 1)], from: 1, to: any });
    } else rows.push({ terms: [[open, need.n], ...need.of.map(truthOf)], from: need.n, to: any });
    return open;
  });
  for (const { id, requires } of problem.options) {
    for (const { n, of } of requires) rows.push({ terms: [...chosen(id, n), ...sumOf(of, -1)], from: none, to: 0 });
  }

  const overColumn = new Map<PlanLimit, number>();
  const over = (limit: PlanLimit): [number, number][] => {
    if (!relaxed.has(limit)) return [];
    const price = options.aim === 'RELAXATION' ? 1 / scaleOf(limit, problem) : 0;
    const made = overColumn.get(limit) ?? column({ price, from: 0, to: any, isWhole: false });
    overColumn.set(limit, made);
    return [[made, -1]];
  };
  const total = (limit: PlanLimit, most: number | null, amount: (way: Way) => number) => {
    if (most === null) return;
    const terms = ways.flatMap(({ way }, index): [number, number][] => (amount(way) > 0 ? [[index, amount(way)]] : []));
    if (terms.length > 0) rows.push({ terms: [...terms, ...over(limit)], from: none, to: most });
  };
  total('COST', limits.maxCostCents, ({ costCents }) => costCents);
  total('HOURS', limits.maxHours, ({ hours }) => hours);
  total('CREDENTIALS', limits.maxCredentials, () => 1);
  if (limits.endsBy !== null) {
    const room = limits.endsBy - limits.startsFrom;
    total('END', room, ({ isFunded, days }) => (isFunded ? days : 0));
    for (const [index, { way }] of ways.entries()) {
      const late = earliestEnd(way) - limits.endsBy;
      if (late > 0) rows.push({ terms: [[index, late], ...over('END')], from: none, to: 0 });
    }
  }
  rows.push(...overlaps(ways.map(({ way }) => way)));

  for (const { ways: together, unless, endsOn } of options.conflicts) {
    const factor = endsOn === null || limits.endsBy === null || !relaxed.has('END') ? 1 : endsOn - limits.endsBy;
    const terms = together.map((way): [number, number] => [byWay.get(way) ?? -1, factor]);
    // A way that was dropped is taken by nobody: what it was in conflict with is free.
    if (terms.some(([made]) => made < 0)) continue;
    const late = endsOn === null ? [] : over('END');
    rows.push({
      terms: [...terms, ...sumOf(unless, -factor), ...late],
      ...{ from: none, to: factor * (together.length - 1) },
    });
  }
  for (const { chosen: earlier, atMost } of options.cuts ?? []) {
    rows.push({ terms: sumOf(earlier, 1), from: none, to: atMost });
  }
  if (options.openAtMost != null) {
    rows.push({ terms: opens.map((made) => [made, 1]), from: none, to: options.openAtMost });
  }
  if (options.priceAtMost != null) {
    const priced = ways.flatMap(({ way }, index): [number, number][] => (way.price > 0 ? [[index, way.price]] : []));
    rows.push({ terms: priced, from: none, to: options.priceAtMost });
  }
  if (options.relaxationAtMost != null) {
    const shares = [...overColumn].map(([limit, made]): [number, number] => [made, 1 / scaleOf(limit, problem)]);
    rows.push({ terms: shares, from: none, to: options.relaxationAtMost });
  }

  return {
    model: { columns, rows },
    wayColumn: (way) => byWay.get(way),
    openColumn: (need) => opens[need] ?? -1,
    overColumn,
    startFrom: (taken) => {
      const values = columns.map(() => 0);
      const ids = new Set(taken.keys());
      for (const way of taken.values()) values[byWay.get(way) ?? -1] = 1;
      for (const { need, column: made } of truths) values[made] = isClosed(need, ids) ? 1 : 0;
      for (const [index, need] of needs.entries()) values[opens[index] ?? -1] = isClosed(need, ids) ? 0 : 1;
      return values;
    },
  };
}

function negated([made, factor]: [number, number]): [number, number] {
  return [made, -factor];
}

/** One need open outweighs all credentials twice over, so that a search may end while it could still save some of them. */
export function openPriceOf({ options }: PlanProblem): number {
  return 2 * (options.reduce((sum, { ways }) => sum + ways.length, 0) + 1);
}

/** Whole numbers: one credential fewer outweighs any drawback of one. */
function drawbackOf({ drawback }: Option): number {
  return 4 + Math.round(4 * drawback);
}

/** Of funded runs that are under way on the same day at most one: one condition a day on which one begins. */
function overlaps(ways: readonly Way[]): Row[] {
  const runs = ways.flatMap(({ startsOn, days, isFunded }, index) =>
    isFunded && startsOn !== null && days > 0 ? [{ index, from: startsOn, to: startsOn + days }] : [],
  );
  const seen = new Set<string>();
  return [...new Set(runs.map(({ from }) => from))].flatMap((day): Row[] => {
    const under = runs.filter(({ from, to }) => from <= day && day < to).map(({ index }) => index);
    const key = under.join();
    if (under.length < 2 || seen.has(key)) return [];
    seen.add(key);
    return [{ terms: under.map((index) => [index, 1]), from: Number.NEGATIVE_INFINITY, to: 1 }];
  });
}
