import type { CredentialId } from '../db/ids.ts';

/** What a plan keeps small. */
export const PLAN_OBJECTIVES = ['COST', 'HOURS', 'COUNT'] as const;
export type PlanObjective = (typeof PLAN_OBJECTIVES)[number];

/** How a credential is come by: by its course, or by having learning already had recognised. Source: CTDL `ceterms:PriorLearningPolicy`. */
export const PLAN_ROUTES = ['COURSE', 'PRIOR_LEARNING'] as const;
export type PlanRoute = (typeof PLAN_ROUTES)[number];

/** Limits that leave whole credentials out, rather than adding up over a plan. */
export const PLAN_CATEGORIES = ['DELIVERY', 'LANGUAGE', 'FUNDING'] as const;
export type PlanCategory = (typeof PLAN_CATEGORIES)[number];

/** Every limit a plan can be under. */
export const PLAN_LIMITS = ['COST', 'HOURS', 'CREDENTIALS', 'END', ...PLAN_CATEGORIES] as const;
export type PlanLimit = (typeof PLAN_LIMITS)[number];

/** A part of what must become true: a leaf (met already, or by one of some credentials), or n of several parts. */
export type Need =
  | {
      readonly kind: 'LEAF';
      readonly key: string;
      readonly isMet: boolean;
      readonly coveredBy: readonly CredentialId[];
    }
  | { readonly kind: 'AT_LEAST'; readonly n: number; readonly of: readonly Need[] };

/** At least n of some credentials, each ended before what asks for them begins. */
export interface Required {
  readonly n: number;
  readonly of: readonly CredentialId[];
}

/** One way of earning a credential. Days are whole numbers since 1970-01-01. */
export interface Way {
  readonly route: PlanRoute;
  /** Its share of what the objective keeps small, a whole number: cents, tenths of an hour, or 1. */
  readonly price: number;
  /** What counts toward the limits; where nothing is stated, the most that is known of any. */
  readonly costCents: number;
  readonly hours: number;
  /** Length of study, 0 or more. */
  readonly days: number;
  /** First day of a stated run; null when it may begin on any day from `from`. */
  readonly startsOn: number | null;
  readonly from: number;
  /** Whether it is paid by a programme that funds one at a time. Source: OSAP, study periods may not overlap. */
  readonly isFunded: boolean;
  /** Limits of the learner's that it lies outside of. */
  readonly outside: readonly PlanCategory[];
}

/** A credential that may be chosen, in one of its ways. */
export interface Option {
  readonly id: CredentialId;
  readonly ways: readonly Way[];
  /** What must be chosen with it: a prerequisite, one that brings a required skill, n parts of a group it is made of. */
  readonly requires: readonly Required[];
  /** Breaks ties between plans of equal price: lower is better, 0 to 1. */
  readonly drawback: number;
}

/** Sums over a plan; null where the learner states none. */
export interface PlanLimits {
  readonly maxCostCents: number | null;
  readonly maxHours: number | null;
  readonly maxCredentials: number | null;
  /** First day the learner studies. */
  readonly startsFrom: number;
  /** Last day of the last study. */
  readonly endsBy: number | null;
}

export interface PlanProblem {
  /** Each should become true; one that cannot is left open rather than failing the plan. */
  readonly needs: readonly Need[];
  readonly options: readonly Option[];
  readonly limits: PlanLimits;
}

/** A credential of a plan: in which of its ways, and from which day up to which. */
export interface ChosenWay {
  readonly id: CredentialId;
  /** Position in the option's `ways`. */
  readonly way: number;
  readonly startsOn: number;
  /** The day after the last: `startsOn` plus its days. */
  readonly endsOn: number;
}

export interface Choice {
  /** In the order of their first days. */
  readonly chosen: readonly ChosenWay[];
  /** Positions in `needs` that stay open. */
  readonly open: readonly number[];
  readonly price: number;
  /** No plan that leaves as few open is cheaper than this; equals `price` where that is proven. */
  readonly bound: number;
  /** Proven: no plan leaves fewer open and, among those that leave as few, none is cheaper. */
  readonly isOptimal: boolean;
}

/** How far a limit has to give: what it is and what it would have to be; `to` of a category is null. */
export interface LimitChange {
  readonly limit: PlanLimit;
  readonly from: number | null;
  readonly to: number | null;
}

/** Fewest limits that have to give, each by the least, for everything that credentials here bring to be closed. */
export interface Relaxation {
  readonly changes: readonly LimitChange[];
  /** Sum of what each gives, as a share of itself; a category counts 1. */
  readonly size: number;
  readonly choice: Choice;
  readonly isOptimal: boolean;
}

/** Every credential that closes a need, or a part of one, that is not met. */
export function coveringIn(needs: readonly Need[]): Set<CredentialId> {
  const covering = new Set<CredentialId>();
  const visit = (need: Need): void => {
    if (need.kind === 'AT_LEAST') need.of.forEach(visit);
    else if (!need.isMet) for (const id of need.coveredBy) covering.add(id);
  };
  needs.forEach(visit);
  return covering;
}

/** Whether a need is true once some credentials are held. */
export function isClosed(need: Need, chosen: ReadonlySet<CredentialId>): boolean {
  if (need.kind === 'LEAF') return need.isMet || need.coveredBy.some((id) => chosen.has(id));
  return need.of.filter((part) => isClosed(part, chosen)).length >= need.n;
}

/** First day a way can end on, by itself. */
export function earliestEnd({ startsOn, from, days }: Way): number {
  return (startsOn ?? from) + days;
}
