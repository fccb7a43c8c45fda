import { rungOf } from '../badges/index.ts';
import { asSeenBy, type Reader } from '../consent/index.ts';
import type { Credential } from '../credentials/index.ts';
import type { Db } from '../db/client.ts';
import type { CredentialId, LearnerId, SkillId } from '../db/ids.ts';
import type { Requirement, RequirementGroup } from '../jobs/index.ts';
import {
  type AskedKey,
  askedCredential,
  askedSkill,
  findHoldings,
  findSkillGap,
  type Holding,
  type Leaf,
  type LeafOutcome,
  leafCredit,
  type Outcome,
  type SkillGap,
  scoreRequirement,
  type TargetRef,
} from '../matching/index.ts';
import { ok, type Result } from '../problem.ts';
import { type Choice, choosePlans, type Need } from './choose-plan.ts';
import { type Bringing, findLargerCredentials, type LargerCredential } from './find-options.ts';
import { hoursOf, type Market, type OpenReason, type PlanConstraints, readMarket } from './market.ts';
import { loadSolver } from './solver.ts';
import { earned } from './worth.ts';

/** How one chosen credential closes one requirement. */
export interface Covering {
  readonly leaf: Leaf;
  readonly broughtSkillId: SkillId | null;
  readonly how: Bringing['how'] | 'IS_IT';
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

/** A requirement the first plan leaves open, and why. */
export interface OpenRequirement {
  readonly outcome: LeafOutcome;
  readonly reason: OpenReason;
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
  const market = await asSeenBy(db, reader, (tx) => readMarket(tx, reader, gap, constraints));
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
  const { requirement } = gap.target;
  const held = await asSeenBy(db, reader, (tx) => findHoldings(tx, reader, requirement, learnerId));
  const holdings = held.get(learnerId) ?? new Map();
  const larger = await findLargerCredentials(
    db,
    useful.flatMap(({ chosen }) => chosen),
  );
  const plans = useful.map((choice) => planOf(choice, gap, market, holdings, larger));
  return ok({ gap, plans, open: openOf(market, needs, choices[0]) });
}

interface NamedNeed {
  readonly need: Need;
  /** Whether it is met by what is held and accepted today. */
  readonly isMet: boolean;
  readonly leaves: readonly LeafOutcome[];
}

/** What must become true: the units of the tree, as `requiredTotal` counts them; preferred ones when asked for. */
function needsOf(gap: SkillGap, market: Market, includePreferred: boolean): NamedNeed[] {
  const outcomes = new Map(gap.leaves.map((outcome) => [outcome.leaf.key, outcome]));
  const isMet = (node: Requirement): boolean =>
    'children' in node
      ? node.children.filter(isMet).length >= wantedOf(node)
      : (outcomes.get(node.key)?.isMet ?? false);
  const needOf = (node: Requirement): Need => {
    if ('children' in node) return { kind: 'AT_LEAST', n: wantedOf(node), of: node.children.map(needOf) };
    // A badge that is held wants checking, not earning again.
    const isSettled = isMet(node) || market.isHeldUnverified(node);
    return { kind: 'LEAF', key: node.key, isMet: isSettled, coveredBy: isSettled ? [] : market.covers(node) };
  };
  const leavesIn = (node: Requirement): LeafOutcome[] =>
    'children' in node
      ? node.children.flatMap(leavesIn)
      : [outcomes.get(node.key)].filter((each) => each !== undefined);
  const units = (node: Requirement, preferred: boolean): NamedNeed[] => {
    const isPreferred = preferred || node.importance === 'PREFERRED';
    if ('children' in node && node.kind === 'ALL') return node.children.flatMap((child) => units(child, isPreferred));
    const isTrainable = !('children' in node) && !node.neededAtHire;
    if ((isPreferred || isTrainable) && !includePreferred) return [];
    return [{ need: needOf(node), isMet: isMet(node), leaves: leavesIn(node) }];
  };
  return units(gap.target.requirement, false);
}

function wantedOf({ kind, atLeast, children }: RequirementGroup): number {
  return kind === 'ALL' ? children.length : (atLeast ?? 1);
}

function planOf(
  { chosen, isOptimal }: Choice,
  gap: SkillGap,
  market: Market,
  holdings: ReadonlyMap<AskedKey, readonly Holding[]>,
  larger: readonly LargerCredential[],
): Plan {
  const rows = inOrderOfNeed(chosen, market.asks).map((id) => market.credentials.get(id) as Credential);
  const steps = rows.map(
    (credential): PlanStep => ({
      credential,
      covers: coveringOf(credential.id, gap, market),
      preparesFor: chosen.filter((id) => market.asks.get(id)?.some(({ of }) => of.includes(credential.id))),
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
          leafCredit(verifiedRung(other), other.relation, other.confidence) -
          leafCredit(verifiedRung(one), one.relation, one.confidence),
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
  const planned = {
    ...{ learnerId: gap.learnerId, badgeId: null, validFrom: null, endsAt: null },
    path: { rule: 'PLANNED' },
  };
  const added = new Map(holdings);
  const add = (asked: AskedKey, holding: Omit<Holding, 'asked'>) =>
    added.set(asked, [...(added.get(asked) ?? []), { asked, ...holding }]);
  for (const each of market.bringing.filter(({ credentialId }) => chosen.includes(credentialId))) {
    const { askedSkillId, broughtSkillId, relation, confidence } = each;
    const rung = verifiedRung(each);
    add(askedSkill(askedSkillId), { ...planned, heldSkillId: broughtSkillId, relation, confidence, rung });
  }
  for (const id of chosen) {
    const row = market.credentials.get(id);
    if (row) add(askedCredential(id), { ...planned, heldSkillId: null, ...earned(row) });
  }
  return added;
}

function verifiedRung({ isAssessed, how }: Bringing): Holding['rung'] {
  return rungOf('VALID', isAssessed, how);
}

/** What others ask for first; else as chosen. */
function inOrderOfNeed(chosen: readonly CredentialId[], asks: Market['asks']): CredentialId[] {
  const ordered: CredentialId[] = [];
  const visit = (id: CredentialId, path: readonly CredentialId[]): void => {
    if (ordered.includes(id) || path.includes(id)) return;
    for (const { of } of asks.get(id) ?? [])
      for (const needed of of) if (chosen.includes(needed)) visit(needed, [...path, id]);
    ordered.push(id);
  };
  for (const id of chosen) visit(id, []);
  return ordered;
}

/** What nothing chosen closes, of the units that are not met: left open, or waiting for a badge to be verified. */
function openOf(market: Market, needs: readonly NamedNeed[], first: Choice | undefined): OpenRequirement[] {
  const chosen = first?.chosen ?? [];
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
