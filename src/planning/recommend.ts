import { asSeenBy, type Reader } from '../consent/index.ts';
import type { Db } from '../db/client.ts';
import type { LearnerId } from '../db/ids.ts';
import { findHoldings, findSkillGap, type LeafOutcome, type SkillGap, type TargetRef } from '../matching/index.ts';
import { ok, type Result } from '../problem.ts';
import { type PlanConstraints, type PlanTime, readTime } from './constraints.ts';
import { describePlan, type Plan } from './describe-plan.ts';
import { findLargerCredentials } from './find-options.ts';
import { type Market, type OpenReason, readMarket } from './market.ts';
import { type NamedNeed, needsOf } from './needs.ts';
import type { Choice, LimitChange, PlanProblem } from './plan-problem.ts';
import { planInThread } from './planner.ts';

/** A requirement the first plan leaves open, and why. */
export interface OpenRequirement {
  readonly outcome: LeafOutcome;
  readonly reason: OpenReason;
}

/** Limits that have to give for everything to be closed that credentials here bring, and the plan that makes possible. */
export interface PlanRelaxation {
  readonly changes: readonly LimitChange[];
  readonly plan: Plan;
  readonly isOptimal: boolean;
  readonly time: PlanTime;
}

export interface PlanSet {
  readonly gap: SkillGap;
  readonly plans: readonly Plan[];
  readonly open: readonly OpenRequirement[];
  /** What it would take, least first. */
  readonly relaxations: readonly PlanRelaxation[];
}

type Refusal = 'NOT_FOUND' | 'BAD_USER_INPUT' | 'SERVICE_UNAVAILABLE' | 'TIMEOUT';

/**
 * The smallest sets of credentials that close a learner's gap to a target under their limits, each step with what it closes
 * and why. Exact: see `choosePlans`. A requirement nothing can close is listed with the reason; it never fails the plan. Where
 * limits are what stands in the way, says which have to give, by how much.
 */
export async function recommend(
  db: Db,
  reader: Reader,
  learnerId: LearnerId,
  ref: TargetRef,
  constraints: PlanConstraints,
  asOf: Date,
): Promise<Result<PlanSet, Refusal>> {
  const time = readTime(constraints, asOf);
  if (!time.ok) return time;
  const found = await findSkillGap(db, reader, learnerId, ref, asOf);
  if (!found.ok) return found;
  const gap = found.value;
  const market = await asSeenBy(db, reader, (tx) => readMarket(tx, reader, gap, constraints, time.value));
  const needs = needsOf(gap, market, constraints.includePreferred);
  const problem: PlanProblem = {
    ...{ needs: needs.map(({ need }) => need), options: market.options },
    limits: {
      maxCostCents: constraints.maxCostCents ?? null,
      maxHours: constraints.maxHours ?? null,
      maxCredentials: constraints.maxCredentials ?? null,
      ...{ startsFrom: 0, endsBy: time.value.endsBy },
    },
  };
  const planned = await planInThread(problem, constraints.alternatives);
  if (!planned.ok) return planned;

  const { choices, relaxations } = planned.value;
  const useful = choices.filter(({ chosen }) => chosen.length > 0);
  const told = [...useful, ...relaxations.map(({ choice }) => choice)];
  const { requirement } = gap.target;
  const held = await asSeenBy(db, reader, (tx) => findHoldings(tx, reader, requirement, learnerId));
  const larger = await findLargerCredentials(db, [
    ...new Set(told.flatMap(({ chosen }) => chosen.map(({ id }) => id))),
  ]);
  const setting = { ...{ gap, market, time: time.value, larger }, holdings: held.get(learnerId) ?? new Map() };
  return ok({
    gap,
    plans: useful.map((choice) => describePlan(choice, setting)),
    open: openOf(market, needs, choices[0]),
    relaxations: relaxations.map(({ changes, choice, isOptimal }) => ({
      ...{ changes, isOptimal, plan: describePlan(choice, setting), time: time.value },
    })),
  });
}

/** What nothing chosen closes, of the units that are not met: left open, or waiting for a badge to be verified. */
function openOf(market: Market, needs: readonly NamedNeed[], first: Choice | undefined): OpenRequirement[] {
  const chosen = (first?.chosen ?? []).map(({ id }) => id);
  return needs.flatMap(({ isMet, leaves }, position) => {
    if (isMet) return [];
    const isLeftOpen = first ? first.open.includes(position) : true;
    return leaves
      .filter(({ isMet: isLeafMet }) => !isLeafMet)
      .filter(({ leaf }) => isLeftOpen || market.isHeldUnverified(leaf))
      .filter(({ leaf }) => !market.covers(leaf).some((id) => chosen.includes(id)))
      .map((outcome) => ({ outcome, reason: market.whyOpen(outcome.leaf) }));
  });
}
