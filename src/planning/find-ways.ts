import {
  type Credential,
  type Funding,
  findFundingOf,
  findOfferingsOf,
  findPriorLearningOf,
  type Offering,
  type PriorLearningPolicy,
} from '../credentials/index.ts';
import type { Db } from '../db/client.ts';
import type { CredentialId } from '../db/ids.ts';
import { dayOf, type PlanConstraints, type PlanTime } from './constraints.ts';
import type { PlanCategory, PlanObjective, Way } from './plan-problem.ts';

/** What is known of how some credentials are come by. */
export interface Terms {
  readonly offerings: ReadonlyMap<CredentialId, readonly Offering[]>;
  readonly funding: ReadonlyMap<CredentialId, readonly Funding[]>;
  readonly priorLearning: ReadonlyMap<CredentialId, PriorLearningPolicy>;
}

export async function findTerms(db: Db, ids: readonly CredentialId[]): Promise<Terms> {
  return {
    offerings: byCredential(await findOfferingsOf(db, ids)),
    funding: byCredential(await findFundingOf(db, ids)),
    priorLearning: new Map((await findPriorLearningOf(db, ids)).map((row) => [row.credentialId, row])),
  };
}

function byCredential<T extends { readonly credentialId: CredentialId }>(rows: readonly T[]): Map<CredentialId, T[]> {
  const grouped = new Map<CredentialId, T[]>();
  for (const row of rows) {
    const own = grouped.get(row.credentialId);
    if (own) own.push(row);
    else grouped.set(row.credentialId, [row]);
  }
  return grouped;
}

/** The most that is known of any credential on offer: what is not stated is taken for it, so that silence never wins. */
export interface Most {
  readonly costCents: number;
  readonly hours: number;
  readonly days: number;
}

export function mostOf(rows: readonly Credential[], { offerings }: Terms): Most {
  const runs = [...offerings.values()].flat();
  return {
    costCents: most([...rows, ...runs].map(({ costCents }) => costCents)),
    hours: most(rows.map(hoursOf)),
    days: most([...rows.map(daysOf), ...runs.map(daysOfRun)]),
  };
}

function most(values: readonly (number | null)[]): number {
  return values.reduce((greatest: number, value) => Math.max(greatest, value ?? 0), 0);
}

/** Hours of workload; null when not stated. */
export function hoursOf({ totalHours, instructionalHours }: Credential): number | null {
  return totalHours ?? instructionalHours;
}

function daysOf({ durationWeeks }: Credential): number | null {
  return durationWeeks === null ? null : Math.ceil(durationWeeks * 7);
}

function daysOfRun({ startsOn, endsOn }: Offering): number | null {
  return endsOn === null ? null : Math.max(0, dayOf(endsOn) - dayOf(startsOn) + 1);
}

/**
 * The ways of earning a credential: each stated run to come, any day where no run is stated, and recognition of prior learning
 * where it is asked for and the provider recognises a whole credential. Where the learner says nothing about time, a credential
 * with stated runs is also taken to run again after them. What is made of parts takes the time of its parts.
 */
export function waysOf(
  row: Credential,
  terms: Terms,
  constraints: PlanConstraints,
  time: PlanTime,
  known: Most,
  isMadeOfParts: boolean,
): Way[] {
  const statuses = new Set(terms.funding.get(row.id)?.map(({ status }) => status));
  const isEligible = statuses.has('APPROVED') || statuses.has('MEETS_RULES_NOT_CONFIRMED');
  const isPaid = constraints.funding === 'ELIGIBLE_ONLY' ? isEligible : statuses.has('APPROVED');
  const hours = isMadeOfParts ? 0 : (hoursOf(row) ?? known.hours);
  const make = (
    way: Pick<Way, 'route' | 'costCents' | 'hours' | 'days' | 'startsOn' | 'from'>,
    isFunded: boolean,
  ): Way => ({
    ...way,
    price: priceOf(constraints.objective, way),
    isFunded,
    outside: outsideOf(row, constraints, way.route, isPaid),
  });
  const isFunded = isPaid && constraints.funding !== 'NONE' && !isMadeOfParts;
  const course = (run: Offering | null, startsOn: number | null, from: number): Way =>
    make(
      {
        ...{ route: 'COURSE', hours, startsOn, from },
        costCents: run?.costCents ?? row.costCents ?? known.costCents,
        days: isMadeOfParts ? 0 : ((run && daysOfRun(run)) ?? daysOf(row) ?? known.days),
      },
      isFunded,
    );

  const runs = isMadeOfParts ? [] : (terms.offerings.get(row.id) ?? []);
  const coming = runs.map((run) => ({ run, day: dayOf(run.startsOn) - time.firstDay })).filter(({ day }) => day >= 0);
  const after = Math.max(0, ...coming.map(({ day }) => day + 1));
  const policy = terms.priorLearning.get(row.id);
  const isRecognised = constraints.priorLearning && policy?.available === 'YES' && policy.maxPercent === 100;
  return [
    ...coming.map(({ run, day }) => course(run, day, day)),
    ...(runs.length === 0 || !time.isStated ? [course(null, null, after)] : []),
    ...(isRecognised
      ? [
          make(
            {
              ...{ route: 'PRIOR_LEARNING', hours: 0, days: 0, startsOn: null, from: 0 },
              costCents: policy.feeCents ?? row.costCents ?? known.costCents,
            },
            false,
          ),
        ]
      : []),
  ];
}

/** What the catalogue states a way of a credential to cost: of the run, of the recognition, of the course; null when it does not. */
export function statedCostOf(row: Credential, terms: Terms, way: Way, { firstDay }: PlanTime): number | null {
  if (way.route === 'PRIOR_LEARNING') return terms.priorLearning.get(row.id)?.feeCents ?? null;
  const run = terms.offerings.get(row.id)?.find(({ startsOn }) => dayOf(startsOn) - firstDay === way.startsOn);
  return run?.costCents ?? row.costCents;
}

function priceOf(objective: PlanObjective, { costCents, hours }: Pick<Way, 'costCents' | 'hours'>): number {
  return { COST: costCents, HOURS: Math.round(hours * 10), COUNT: 1 }[objective];
}

function outsideOf(
  { deliveryMode, languages }: Credential,
  constraints: PlanConstraints,
  route: Way['route'],
  isPaid: boolean,
): PlanCategory[] {
  const modes = route === 'COURSE' ? constraints.deliveryModes : null;
  const wanted = constraints.languages?.map((tag) => tag.split('-')[0]?.toLowerCase());
  const isOnlyFunded = constraints.funding === 'APPROVED_ONLY' || constraints.funding === 'ELIGIBLE_ONLY';
  return [
    ...(modes != null && (deliveryMode === null || !modes.includes(deliveryMode)) ? (['DELIVERY'] as const) : []),
    ...(wanted != null && !languages.some((tag) => wanted.includes(tag.split('-')[0]?.toLowerCase()))
      ? (['LANGUAGE'] as const)
      : []),
    ...(isOnlyFunded && !(isPaid && route === 'COURSE') ? (['FUNDING'] as const) : []),
  ];
}
