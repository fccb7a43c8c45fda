import type { FundingStatus } from './credential.ts';

/** The bounds of one programme in one year, with where they were read. */
export interface FundingRules {
  readonly code: string;
  readonly jurisdiction: string;
  readonly ruleYear: number;
  readonly name: { readonly en: string; readonly fr: string };
  readonly weeksBelow: number;
  readonly hoursFrom: number;
  readonly hoursTo: number;
  readonly url: string;
}

/**
 * Ontario Student Assistance Program for micro-credentials: shorter than 12 weeks, 5 to 300 instructional hours, approved
 * by the ministry. Source: the ministry guideline of 2022-23 as Carleton, Guelph and Mohawk state it.
 */
export const OSAP_MC: FundingRules = {
  code: 'OSAP_MC',
  jurisdiction: 'CA-ON',
  ruleYear: 2022,
  name: { en: 'OSAP for micro-credentials', fr: 'RAFEO pour les microcertifications' },
  weeksBelow: 12,
  hoursFrom: 5,
  hoursTo: 300,
  url: 'https://www.ontario.ca/page/ontario-micro-credentials',
};

export const FUNDING_PROGRAMS: readonly FundingRules[] = [OSAP_MC];

/**
 * What can be said of a credential's funding: the ministry's approval decides, hours and weeks only make it possible.
 *
 * @param stated  the provider's own word
 * @param facts   hours and weeks; undefined when the source does not state them
 */
export function judgeFunding(
  rules: FundingRules,
  stated: FundingStatus,
  facts: { instructionalHours?: number | undefined; durationWeeks?: number | undefined },
): { status: FundingStatus; reasons: string[] } {
  const { instructionalHours: hours, durationWeeks: weeks } = facts;
  const reasons: string[] = [];
  const year = `rules of ${rules.ruleYear}`;
  if (weeks !== undefined && weeks >= rules.weeksBelow) {
    reasons.push(`${weeks} weeks; ${rules.code} asks for fewer than ${rules.weeksBelow} (${year})`);
  }
  if (hours !== undefined && (hours < rules.hoursFrom || hours > rules.hoursTo)) {
    reasons.push(
      `${hours} instructional hours; ${rules.code} asks for ${rules.hoursFrom} to ${rules.hoursTo} (${year})`,
    );
  }
  if (stated === 'APPROVED') return { status: 'APPROVED', reasons: ['the provider states the approval', ...reasons] };
  if (stated === 'NOT_ELIGIBLE') return { status: 'NOT_ELIGIBLE', reasons: ['the provider states so', ...reasons] };
  if (reasons.length > 0) return { status: 'NOT_ELIGIBLE', reasons };
  if (hours === undefined || weeks === undefined) {
    return { status: 'UNKNOWN', reasons: ['hours or weeks are not stated'] };
  }
  return {
    status: 'MEETS_RULES_NOT_CONFIRMED',
    reasons: [`${hours} hours in ${weeks} weeks meet the ${year}; approval is not confirmed`],
  };
}
