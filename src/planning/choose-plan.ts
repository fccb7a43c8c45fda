import type { CredentialId } from '../db/ids.ts';
import type { Solve } from './solver.ts';

/** What a plan keeps small. */
export const PLAN_OBJECTIVES = ['COST', 'HOURS', 'COUNT'] as const;
export type PlanObjective = (typeof PLAN_OBJECTIVES)[number];

/** A part of what must become true: a leaf (met already, or by one of some credentials), or n of several parts. */
export type Need =
  | {
      readonly kind: 'LEAF';
      readonly key: string;
      readonly isMet: boolean;
      readonly coveredBy: readonly CredentialId[];
    }
  | { readonly kind: 'AT_LEAST'; readonly n: number; readonly of: readonly Need[] };

/** At least n of some credentials. */
export interface Required {
  readonly n: number;
  readonly of: readonly CredentialId[];
}

/** A credential that may be chosen. */
export interface Option {
  readonly id: CredentialId;
  /** Its share of what the objective keeps small: cents, hours or 1. */
  readonly price: number;
  /** Null when not stated. */
  readonly costCents: number | null;
  readonly hours: number | null;
  /** What must be chosen with it: a prerequisite, one that brings a required skill, n parts of a group it is made of. */
  readonly requires: readonly Required[];
  /** Breaks ties between plans of equal price: lower is better, 0 to 1. */
  readonly drawback: number;
}

export interface PlanLimits {
  readonly maxCostCents: number | null;
  readonly maxHours: number | null;
  readonly maxCredentials: number | null;
}

export interface PlanProblem {
  /** Each should become true; one that cannot is left open rather than failing the plan. */
  readonly needs: readonly Need[];
  readonly options: readonly Option[];
  readonly limits: PlanLimits;
}

export interface Choice {
  readonly chosen: readonly CredentialId[];
  /** Positions in `needs` that stay open. */
  readonly open: readonly number[];
  readonly isOptimal: boolean;
}

/**
 * Chooses the credentials that leave the fewest needs open and, among those, have the least price; ties go to the lower
 * drawback. Then up to `count - 1` alternatives that leave as few open and share at most half of each earlier choice, or
 * failing that differ in at least one credential.
 */
export function choosePlans(problem: PlanProblem, count: number, solve: Solve): Choice[] {
  const first = solveOnce(problem, [], null, solve);
  if (!first) return [];
  const choices = [first];
  while (choices.length < count && first.chosen.length > 0) {
    const half = choices.map(({ chosen }) => ({ chosen, atMost: Math.floor(chosen.length / 2) }));
    const some = choices.map(({ chosen }) => ({ chosen, atMost: chosen.length - 1 }));
    const next =
      solveOnce(problem, half, first.open.length, solve) ?? solveOnce(problem, some, first.open.length, solve);
    if (!next) break;
    choices.push(next);
  }
  const priceOf = ({ chosen }: Choice) =>
    problem.options.reduce((sum, { id, price }) => (chosen.includes(id) ? sum + price : sum), 0);
  return [first, ...choices.slice(1).sort((one, other) => priceOf(one) - priceOf(other))];
}

interface Cut {
  readonly chosen: readonly CredentialId[];
  /** How many of them the next choice may share. */
  readonly atMost: number;
}

function solveOnce(problem: PlanProblem, cuts: readonly Cut[], openAtMost: number | null, solve: Solve): Choice | null {
  const solved = solve(modelOf(problem, cuts, openAtMost));
  if (!solved) return null;
  const isSet = (name: string) => (solved.values[name] ?? 0) > 0.5;
  const chosen = problem.options.map(({ id }) => id).filter((id) => isSet(`x${id}`));
  return {
    chosen: withoutIdle(problem, chosen),
    open: problem.needs.flatMap((_, index) => (isSet(`s${index}`) ? [index] : [])),
    isOptimal: solved.isOptimal,
  };
}

/** Free credentials may be set by the solver for nothing; a plan holds what it needs. */
function withoutIdle({ needs, options }: PlanProblem, chosen: readonly CredentialId[]): CredentialId[] {
  const covering = new Set<CredentialId>();
  const visit = (need: Need): void => {
    if (need.kind === 'LEAF') for (const id of need.isMet ? [] : need.coveredBy) covering.add(id);
    else need.of.forEach(visit);
  };
  needs.forEach(visit);
  const kept = new Set(chosen.filter((id) => covering.has(id)));
  const byId = new Map(options.map((option) => [option.id, option]));
  for (const id of kept) {
    for (const { of } of byId.get(id)?.requires ?? []) {
      for (const required of of) if (chosen.includes(required)) kept.add(required);
    }
  }
  return chosen.filter((id) => kept.has(id));
}

/** The model as LP text: x = credential chosen, y = part true, s = need left open. */
function modelOf({ needs, options, limits }: PlanProblem, cuts: readonly Cut[], openAtMost: number | null): string {
  const rows: string[] = [];
  const binaries = new Set<string>(options.map(({ id }) => `x${id}`));
  const known = new Set(options.map(({ id }) => id));
  const terms = (ids: readonly CredentialId[], sign: '+' | '-') =>
    ids
      .filter((id) => known.has(id))
      .map((id) => ` ${sign} x${id}`)
      .join('');

  let parts = 0;
  const truthOf = (need: Need): string => {
    const name = `y${parts++}`;
    binaries.add(name);
    if (need.kind === 'LEAF') {
      if (!need.isMet) rows.push(`${name}${terms(need.coveredBy, '-')} <= 0`);
      return name;
    }
    const inner = need.of.map(truthOf);
    // n·y ≤ Σ parts: the group is true only when at least n parts are.
    rows.push(`${need.n} ${name} ${inner.map((part) => `- ${part}`).join(' ')} <= 0`);
    return name;
  };
  needs.forEach((need, index) => {
    binaries.add(`s${index}`);
    rows.push(`${truthOf(need)} + s${index} >= 1`);
  });
  for (const { id, requires } of options) {
    for (const { n, of } of requires) rows.push(`${n} x${id}${terms(of, '-')} <= 0`);
  }
  const sum = (weight: (option: Option) => number) =>
    options
      .filter((option) => weight(option) > 0)
      .map((option) => `+ ${weight(option)} x${option.id}`)
      .join(' ');
  const bound = (text: string, limit: number | null) => {
    if (limit !== null && text !== '') rows.push(`${text} <= ${limit}`);
  };
  bound(
    sum(({ costCents }) => costCents ?? 0),
    limits.maxCostCents,
  );
  bound(
    sum(({ hours }) => hours ?? 0),
    limits.maxHours,
  );
  bound(
    sum(() => 1),
    limits.maxCredentials,
  );
  for (const { chosen, atMost } of cuts) rows.push(`${terms(chosen, '+')} <= ${atMost}`);
  if (openAtMost !== null && needs.length > 0)
    rows.push(`${needs.map((_, index) => `+ s${index}`).join(' ')} <= ${openAtMost}`);

  // One open need outweighs any price, one unit of price outweighs all drawbacks together.
  const whole = options.map(({ price }) => Math.round(price));
  const tie = 1 / (2 * (options.length + 1));
  const open = whole.reduce((total, price) => total + price, 0) + 2;
  const objective = [
    ...options.map(
      ({ id, drawback }, index) => `+ ${((whole[index] ?? 0) + tie * (0.5 + drawback / 2)).toFixed(6)} x${id}`,
    ),
    ...needs.map((_, index) => `+ ${open} s${index}`),
  ];
  return [
    'Minimize',
    ` obj: ${objective.length > 0 ? objective.join('\n  ') : '0 s0'}`,
    'Subject To',
    ...rows.map((row, index) => ` c${index}: ${row}`),
    'Binary',
    ...[...binaries].map((name) => ` ${name}`),
    'End',
  ].join('\n');
}
