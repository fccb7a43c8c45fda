import type { Credential } from '../credentials/index.ts';
import type { CredentialId, SkillId } from '../db/ids.ts';
import {
  type AskedKey,
  askedCredential,
  askedSkill,
  type Holding,
  type Leaf,
  leafCredit,
  type Outcome,
  type SkillGap,
  scoreRequirement,
} from '../matching/index.ts';
import { dateOf, type PlanTime } from './constraints.ts';
import type { Bringing, LargerCredential } from './find-options.ts';
import { hoursOf } from './find-ways.ts';
import type { Market } from './market.ts';
import type { Choice, ChosenWay, PlanRoute } from './plan-problem.ts';
import { brought, earned } from './worth.ts';

/** How one chosen credential closes one requirement. */
export interface Covering {
  readonly leaf: Leaf;
  readonly broughtSkillId: SkillId | null;
  readonly how: Bringing['how'] | 'IS_IT';
  readonly relation: Holding['relation'];
}

export interface PlanStep {
  readonly credential: Credential;
  readonly route: PlanRoute;
  /** Of the run and the route chosen; null when not stated. */
  readonly costCents: number | null;
  readonly hours: number | null;
  /** `YYYY-MM-DD`. */
  readonly startsOn: string;
  /** The last day; the first where it takes no time, or none is stated. */
  readonly endsOn: string;
  /** Whether its provider states a run on that day; else any day from there on will do. */
  readonly isRunStated: boolean;
  /** Whether a programme pays for it that pays for one at a time. */
  readonly isFunded: boolean;
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
  /** In the order of their first days, what others need first before them. */
  readonly steps: readonly PlanStep[];
  /** Sum of the stated costs. */
  readonly costCents: number;
  readonly currency: string;
  /** Chosen credentials whose cost is not stated: the sum is a lower bound when above 0. */
  readonly unknownCosts: number;
  readonly hours: number;
  readonly unknownHours: number;
  /** `YYYY-MM-DD`, the last day of its last step; null of a plan of nothing. */
  readonly endsOn: string | null;
  readonly before: Outcome;
  /** With every credential of the plan earned and verified. */
  readonly after: Outcome;
  /** Whether no better plan exists under the same limits. */
  readonly isOptimal: boolean;
  /** How much cheaper another could be at most, as a share of this one's price; 0 where it is proven best. */
  readonly optimalityGap: number;
}

/** Everything a choice is told with. */
export interface PlanSetting {
  readonly gap: SkillGap;
  readonly market: Market;
  readonly time: PlanTime;
  readonly holdings: ReadonlyMap<AskedKey, readonly Holding[]>;
  readonly larger: readonly LargerCredential[];
}

/** A choice as a plan: steps with their days, figures and what they close, and the score before and after. */
export function describePlan(choice: Choice, setting: PlanSetting): Plan {
  const { gap, market } = setting;
  const chosen = choice.chosen.map(({ id }) => id);
  const inOrder = inOrderOfNeed(chosen, market.asks);
  const steps = inOrder
    .map((id) => choice.chosen.find((each) => each.id === id) as ChosenWay)
    .sort((one, other) => one.startsOn - other.startsOn || inOrder.indexOf(one.id) - inOrder.indexOf(other.id))
    .map((each) => stepOf(each, chosen, setting));
  const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null);
  const [costs, hours] = [steps.map(({ costCents }) => costCents), steps.map((step) => step.hours)];
  const ends = steps.map(({ endsOn }) => endsOn).sort();
  return {
    steps,
    costCents: known(costs).reduce((sum, cost) => sum + cost, 0),
    currency: steps.find(({ credential }) => credential.currency !== null)?.credential.currency ?? 'CAD',
    unknownCosts: costs.length - known(costs).length,
    hours: known(hours).reduce((sum, each) => sum + each, 0),
    unknownHours: hours.length - known(hours).length,
    endsOn: ends.at(-1) ?? null,
    before: gap,
    after: scoreRequirement(gap.target.requirement, withEarned(chosen, setting), gap.asOf, true),
    isOptimal: choice.isOptimal,
    optimalityGap: choice.price === 0 ? 0 : (choice.price - choice.bound) / choice.price,
  };
}

function stepOf(
  { id, way, startsOn, endsOn }: ChosenWay,
  chosen: readonly CredentialId[],
  setting: PlanSetting,
): PlanStep {
  const { market, time, gap, larger } = setting;
  const credential = market.credentials.get(id) as Credential;
  const taken = market.options.find((option) => option.id === id)?.ways[way];
  const stated = market.statedOf(id, way);
  return {
    ...{ credential, route: taken?.route ?? 'COURSE', costCents: stated.costCents },
    hours: taken?.route === 'PRIOR_LEARNING' || market.asks.get(id)?.isMadeOfParts ? 0 : hoursOf(credential),
    startsOn: dateOf(time.firstDay + startsOn),
    endsOn: dateOf(time.firstDay + Math.max(startsOn, endsOn - 1)),
    isRunStated: (taken?.startsOn ?? null) !== null,
    isFunded: taken?.isFunded ?? false,
    covers: coveringOf(id, gap, market),
    preparesFor: chosen.filter((each) => market.asks.get(each)?.requires.some(({ of }) => of.includes(id))),
    countsToward: larger
      .filter(({ partIds }) => partIds.includes(id))
      .map(({ id: certificateId, partIds, needed }) => {
        const held = partIds.filter((part) => market.held.has(part)).length;
        return { certificateId, held, withPlan: held + partIds.filter((part) => chosen.includes(part)).length, needed };
      }),
  };
}

function coveringOf(id: CredentialId, gap: SkillGap, market: Market): Covering[] {
  return gap.gaps.flatMap(({ leaf }): Covering[] => {
    if (!market.covers(leaf).includes(id)) return [];
    if (leaf.kind === 'CREDENTIAL') return [{ leaf, broughtSkillId: null, how: 'IS_IT', relation: 'SAME' }];
    const creditOf = (each: Bringing) => leafCredit(brought(each).rung, each.relation, each.confidence);
    const best = market.bringing
      .filter(({ credentialId, askedSkillId }) => credentialId === id && askedSkillId === leaf.skillId)
      .sort((one, other) => creditOf(other) - creditOf(one))[0];
    return best ? [{ leaf, broughtSkillId: best.broughtSkillId, how: best.how, relation: best.relation }] : [];
  });
}

/** The learner's evidence with the badges of the chosen credentials, earned and verified, added to it. */
function withEarned(
  chosen: readonly CredentialId[],
  { holdings, gap, market }: PlanSetting,
): Map<AskedKey, readonly Holding[]> {
  const planned = {
    ...{ learnerId: gap.learnerId, badgeId: null, validFrom: null, endsAt: null },
    path: { rule: 'PLANNED' },
  };
  const added = new Map(holdings);
  const add = (asked: AskedKey, holding: Omit<Holding, 'asked'>) =>
    added.set(asked, [...(added.get(asked) ?? []), { asked, ...holding }]);
  for (const each of market.bringing.filter(({ credentialId }) => chosen.includes(credentialId))) {
    add(askedSkill(each.askedSkillId), { ...planned, heldSkillId: each.broughtSkillId, ...brought(each) });
  }
  for (const id of chosen) {
    const row = market.credentials.get(id);
    if (row) add(askedCredential(id), { ...planned, heldSkillId: null, ...earned(row) });
  }
  return added;
}

/** What others ask for first; else as chosen. */
function inOrderOfNeed(chosen: readonly CredentialId[], asks: Market['asks']): CredentialId[] {
  const ordered: CredentialId[] = [];
  const visit = (id: CredentialId, path: readonly CredentialId[]): void => {
    if (ordered.includes(id) || path.includes(id)) return;
    for (const { of } of asks.get(id)?.requires ?? [])
      for (const needed of of) if (chosen.includes(needed)) visit(needed, [...path, id]);
    ordered.push(id);
  };
  for (const id of chosen) visit(id, []);
  return ordered;
}
