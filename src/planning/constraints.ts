import type { DeliveryMode } from '../credentials/credential.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { PlanObjective } from './plan-problem.ts';

/**
 * What the learner pays with. Source: Ontario's rules (domain §4.1): OSAP pays for one micro-credential at a time, so that
 * study periods it pays for may not overlap.
 */
export const PLAN_FUNDING = ['WHERE_APPROVED', 'APPROVED_ONLY', 'ELIGIBLE_ONLY', 'NONE'] as const;
export type PlanFunding = (typeof PLAN_FUNDING)[number];

/** The learner's limits and what they want least of; absent means no limit. */
export interface PlanConstraints {
  readonly objective: PlanObjective;
  readonly maxCostCents?: number | null | undefined;
  readonly maxHours?: number | null | undefined;
  readonly maxCredentials?: number | null | undefined;
  /** From the first day of a plan to its last. */
  readonly maxWeeks?: number | null | undefined;
  /** `YYYY-MM-DD`, the first day the learner studies; the day of `asOf` when absent. */
  readonly startsFrom?: string | null | undefined;
  /** `YYYY-MM-DD`, the last day of the last study. */
  readonly endsBy?: string | null | undefined;
  readonly deliveryModes?: readonly DeliveryMode[] | null | undefined;
  /** Languages of instruction the learner takes, BCP 47. */
  readonly languages?: readonly string[] | null | undefined;
  readonly funding: PlanFunding;
  /** Also has learning already had recognised, where a provider recognises a whole credential. */
  readonly priorLearning: boolean;
  /** Also closes what the target only prefers. */
  readonly includePreferred: boolean;
  /** How many plans at most, 1 to 3. */
  readonly alternatives: number;
}

export const NO_LIMITS: PlanConstraints = {
  ...{ objective: 'COST', funding: 'WHERE_APPROVED', priorLearning: false, includePreferred: false, alternatives: 3 },
};

/** When a plan may take place. Days are counted from its first, which is 0. */
export interface PlanTime {
  /** Days since 1970-01-01 of day 0. */
  readonly firstDay: number;
  /** The day after the last; null without a limit. */
  readonly endsBy: number | null;
  /** Whether the learner said anything about time: then a run no source has a date for is none. */
  readonly isStated: boolean;
}

const DAY = 86_400_000;

/** @returns when the plan may take place, or the first constraint that is outside of its range or contradicts another */
export function readTime(constraints: PlanConstraints, asOf: Date): Result<PlanTime, 'BAD_USER_INPUT'> {
  const fault = faultIn(constraints);
  if (fault) return fail('BAD_USER_INPUT', fault.message, `constraints.${fault.field}`);
  const [from, until] = [constraints.startsFrom ?? null, constraints.endsBy ?? null];
  const today = Math.floor(asOf.getTime() / DAY);
  const firstDay = from === null ? today : dayOf(from);
  const [last, weeks] = [until === null ? null : dayOf(until), constraints.maxWeeks ?? null];
  if (last !== null && last < firstDay) {
    const first = from ?? dateOf(today);
    return fail('BAD_USER_INPUT', `endsBy is ${until}, before the first day, ${first}`, 'constraints.endsBy');
  }
  const ends = [last === null ? [] : [last + 1 - firstDay], weeks === null ? [] : [Math.floor(weeks * 7)]].flat();
  return ok({
    firstDay,
    endsBy: ends.length === 0 ? null : Math.min(...ends),
    isStated: from !== null || ends.length > 0,
  });
}

/** Days since 1970-01-01 of a `YYYY-MM-DD`. */
export function dayOf(date: string): number {
  return Math.floor(Date.parse(date) / DAY);
}

/** `YYYY-MM-DD` of a day since 1970-01-01. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, -14);
}

interface Fault {
  readonly field: keyof PlanConstraints;
  readonly message: string;
}

function faultIn(constraints: PlanConstraints): Fault | null {
  const { alternatives, deliveryModes, languages } = constraints;
  if (alternatives < 1 || alternatives > 3) return { field: 'alternatives', message: 'ask for 1 to 3 plans' };
  for (const field of ['maxCostCents', 'maxHours', 'maxCredentials', 'maxWeeks'] as const) {
    if ((constraints[field] ?? 0) < 0) return { field, message: 'a limit is 0 or more' };
  }
  if (deliveryModes?.length === 0)
    return { field: 'deliveryModes', message: 'no mode is left; name one, or leave it out for any' };
  if (languages?.length === 0)
    return { field: 'languages', message: 'no language is left; name one, or leave it out for any' };
  const wrong = languages?.find((tag) => !isLanguage(tag));
  if (wrong !== undefined)
    return { field: 'languages', message: `“${wrong}” is no language; write a BCP 47 tag such as en or fr-CA` };
  for (const field of ['startsFrom', 'endsBy'] as const) {
    const date = constraints[field];
    if (date != null && !isDate(date)) return { field, message: `“${date}” is no date; write it as YYYY-MM-DD` };
  }
  return null;
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** A day that is in the calendar: JavaScript reads 30 February as 2 March. */
function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text)) && dateOf(dayOf(text)) === text;
}
