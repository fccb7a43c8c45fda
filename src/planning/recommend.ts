import type { Reader } from '../consent/index.ts';
import type { Credential } from '../credentials/index.ts';
import type { Db } from '../db/client.ts';
import type { CredentialId, LearnerId, SkillId } from '../db/ids.ts';
import type { Requirement } from '../jobs/index.ts';
import {
  type AskedKey,
  askedBy,
  askedCredential,
  askedSkill,
  findHoldings,
  findSkillGap,
  type Holding,
  type Leaf,
  type LeafOutcome,
  type Outcome,
  POLICY,
  type SkillGap,
  scoreRequirement,
  type TargetRef,
} from '../matching/index.ts';
import { ok, type Result } from '../problem.ts';
import { type Choice, choosePlans, type Need } from './choose-plan.ts';
import { findLargerCredentials, type LargerCredential, type Stack } from './find-options.ts';
import { hoursOf, type Market, type PlanConstraints, readMarket, rungOf } from './market.ts';
import { loadSolver } from './solver.ts';

/** How one chosen credential closes one requirement. */
export interface Covering {
  readonly leaf: Leaf;
  readonly broughtSkillId: SkillId | null;
  readonly how: 'ASSESSES' | 'TEACHES' | 'IS_IT';
  readonly relation: Holding['relation'];
}

export interface PlanStep {
  readonly credential: Credential;
  readonly covers: readonly Covering[];
  /** Chosen credentials that need this one first. */
  readonly preparesFor: readonly CredentialId[];
  readonly countsToward: readonly {
    readonly certificateId: CredentialId;
    readonly held: number;
    readonly withPlan: number;
    readonly needed: number;
  }[];
}

export interface Plan {
  /** In an order that respects prerequisites. */
  readonly steps: readonly PlanStep[];
  /** Sum of the stated costs. */
  readonly costCents: number;
  readonly currency: string;
  /** Chosen credentials whose cost is not stated: the sum is a lower bound when above 0. */
  readonly unknownCosts: number;
  readonly hours: number;
  readonly unknownHours: number;
  readonly before: Outcome;
  /** With every credential of the plan earned and verified. */
  readonly after: Outcome;
  /** Whether no better plan exists under the same limits. */
  readonly isOptimal: boolean;
}

/** Why a requirement stays open in every plan. */
export const OPEN_REASONS = ['NO_CREDENTIAL', 'OUTSIDE_LIMITS'] as const;
export interface OpenRequirement {
  readonly outcome: LeafOutcome;
  readonly reason: (typeof OPEN_REASONS)[number];
}

export interface PlanSet {
  readonly gap: SkillGap;
  readonly plans: readonly Plan[];
  readonly open: readonly OpenRequirement[];
}

/**
 * The smallest sets of credentials that close a learner's gap to a target under their limits, each step with what it closes
 * and why. Exact: see `choosePlans`. A requirement nothing can close is listed with the reason; it never fails the plan.
 */
export async function recommend(
  db: Db,
  reader: Reader,
  learnerId: LearnerId,
  ref: TargetRef,
  constraints: PlanConstraints,
  asOf: Date,
): Promise<Result<PlanSet, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const found = await findSkillGap(db, reader, learnerId, ref, asOf);
  if (!found.ok) return found;
  const gap = found.value;
  const market = await readMarket(db, gap, constraints, asOf);
  const needs = needsOf(gap, market, constraints.includePreferred);
  const limits = {
    maxCostCents: constraints.maxCostCents ?? null,
    maxHours: constraints.maxHours ?? null,
    maxCredentials: constraints.maxCredentials ?? null,
  };
  const solve = await loadSolver();
  const choices = choosePlans(
    { needs: needs.map(({ need }) => need), options: market.options, limits },
    constraints.alternatives,
    solve,
  );
  const useful = choices.filter(({ chosen }) => chosen.length > 0);
  const holdings = (await findHoldings(db, reader, gap.target.requirement, learnerId)).get(learnerId) ?? new Map();
  const larger = await findLargerCredentials(
    db,
    useful.flatMap(({ chosen }) => chosen),
  );
  const plans = useful.map((choice) => planOf(choice, gap, market, holdings, larger));
  return ok({ gap, plans, open: openOf(gap, market, needs, choices[0]) });
}

interface NamedNeed {
  readonly need: Need;
  readonly leaves: readonly LeafOutcome[];
}

/** What must become true: the units of the tree, as `requiredTotal` counts them; preferred ones when asked for. */
function needsOf(gap: SkillGap, market: Market, includePreferred: boolean): NamedNeed[] {
  const outcomes = new Map(gap.leaves.map((outcome) => [outcome.leaf.key, outcome]));
  const needOf = (node: Requirement): Need | null => {
    if (!('children' in node)) {
      const outcome = outcomes.get(node.key);
      if (!outcome || outcome.state === 'UNRESOLVED') return null;
      return { kind: 'LEAF', key: node.key, isMet: outcome.isMet, coveredBy: outcome.isMet ? [] : market.covers(node) };
    }
    const parts = node.children.map(needOf).filter((part) => part !== null);
    if (parts.length === 0) return null;
    const n = node.kind === 'ALL' ? parts.length : node.kind === 'ANY' ? 1 : Math.min(node.atLeast ?? 1, parts.length);
    return { kind: 'AT_LEAST', n, of: parts };
  };
  const leavesIn = (node: Requirement): LeafOutcome[] =>
    'children' in node
      ? node.children.flatMap(leavesIn)
      : [outcomes.get(node.key)].filter((each) => each !== undefined);
  const units = (node: Requirement, preferred: boolean): NamedNeed[] => {
    const isPreferred = preferred || node.importance === 'PREFERRED';
    if ('children' in node && node.kind === 'ALL') return node.children.flatMap((child) => units(child, isPreferred));
    const isTrainable = !('children' in node) && !node.neededAtHire;
    const need = (isPreferred || isTrainable) && !includePreferred ? null : needOf(node);
    return need ? [{ need, leaves: leavesIn(node) }] : [];
  };
  return units(gap.target.requirement, false);
}

function planOf(
  { chosen, isOptimal }: Choice,
  gap: SkillGap,
  market: Market,
  holdings: ReadonlyMap<AskedKey, readonly Holding[]>,
  larger: readonly LargerCredential[],
): Plan {
  const rows = inOrderOfNeed(chosen, market.stack).map((id) => market.credentials.get(id) as Credential);
  const steps = rows.map(
    (credential): PlanStep => ({
      credential,
      covers: coveringOf(credential.id, gap, market),
      preparesFor: market.stack.prerequisites
        .filter(({ to, from }) => to === credential.id && chosen.includes(from))
        .map(({ from }) => from),
      countsToward: larger
        .filter(({ partIds }) => partIds.includes(credential.id))
        .map(({ id, partIds, needed }) => {
          const held = partIds.filter((part) => market.held.has(part)).length;
          return {
            certificateId: id,
            held,
            withPlan: held + partIds.filter((part) => chosen.includes(part)).length,
            needed,
          };
        }),
    }),
  );
  const known = <T>(values: readonly (T | null)[]) => values.filter((value) => value !== null);
  const costs = rows.map(({ costCents }) => costCents);
  const hours = rows.map(hoursOf);
  return {
    steps,
    costCents: known(costs).reduce((sum, cost) => sum + cost, 0),
    currency: rows.find(({ currency }) => currency !== null)?.currency ?? 'CAD',
    unknownCosts: costs.length - known(costs).length,
    hours: known(hours).reduce((sum, each) => sum + each, 0),
    unknownHours: hours.length - known(hours).length,
    before: gap,
    after: scoreRequirement(gap.target.requirement, withEarned(holdings, chosen, gap, market), gap.asOf, true),
    isOptimal,
  };
}

function coveringOf(id: CredentialId, gap: SkillGap, market: Market): Covering[] {
  return gap.gaps.flatMap(({ leaf }): Covering[] => {
    if (!market.covers(leaf).includes(id)) return [];
    if (leaf.kind === 'CREDENTIAL') return [{ leaf, broughtSkillId: null, how: 'IS_IT', relation: 'SAME' }];
    const best = market.bringing
      .filter(({ credentialId, askedSkillId }) => credentialId === id && askedSkillId === leaf.skillId)
      .sort(
        (one, other) =>
          POLICY.rung[rungOf(other.how)] * POLICY.relation[other.relation] -
          POLICY.rung[rungOf(one.how)] * POLICY.relation[one.relation],
      )[0];
    return best ? [{ leaf, broughtSkillId: best.broughtSkillId, how: best.how, relation: best.relation }] : [];
  });
}

/** The learner's evidence with the badges of the chosen credentials, earned and verified, added to it. */
function withEarned(
  holdings: ReadonlyMap<AskedKey, readonly Holding[]>,
  chosen: readonly CredentialId[],
  gap: SkillGap,
  market: Market,
): Map<AskedKey, readonly Holding[]> {
  const earned = {
    learnerId: gap.learnerId,
    badgeId: null,
    validFrom: null,
    endsAt: null,
    path: { rule: 'PLANNED' },
  } as const;
  const added = new Map(holdings);
  const add = (asked: AskedKey, holding: Omit<Holding, 'asked'>) =>
    added.set(asked, [...(added.get(asked) ?? []), { asked, ...holding }]);
  for (const { credentialId, askedSkillId, broughtSkillId, relation, confidence, how } of market.bringing) {
    if (!chosen.includes(credentialId)) continue;
    add(askedSkill(askedSkillId), { ...earned, heldSkillId: broughtSkillId, relation, confidence, rung: rungOf(how) });
  }
  for (const id of chosen) {
    add(askedCredential(id), {
      ...earned,
      heldSkillId: null,
      relation: 'SAME',
      confidence: 1,
      rung: 'VERIFIED_ASSESSED',
    });
  }
  return added;
}

/** Prerequisites first; else as chosen. */
function inOrderOfNeed(chosen: readonly CredentialId[], { prerequisites }: Stack): CredentialId[] {
  const ordered: CredentialId[] = [];
  const visit = (id: CredentialId, path: readonly CredentialId[]): void => {
    if (ordered.includes(id) || path.includes(id)) return;
    for (const { from, to } of prerequisites) if (from === id && chosen.includes(to)) visit(to, [...path, id]);
    ordered.push(id);
  };
  for (const id of chosen) visit(id, []);
  return ordered;
}

function openOf(
  _gap: SkillGap,
  market: Market,
  needs: readonly NamedNeed[],
  first: Choice | undefined,
): OpenRequirement[] {
  const positions = first ? first.open : needs.map((_, index) => index);
  const leaves = positions
    .flatMap((index) => needs[index]?.leaves ?? [])
    .filter(({ isMet, leaf }) => !isMet && askedBy(leaf) !== null);
  const stillOpen = first
    ? leaves.filter(({ leaf }) => !market.covers(leaf).some((id) => first.chosen.includes(id)))
    : leaves;
  return stillOpen.map((outcome) => ({
    outcome,
    reason: market.coversAnyway(outcome.leaf) ? 'OUTSIDE_LIMITS' : 'NO_CREDENTIAL',
  }));
}
