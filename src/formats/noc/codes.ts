/** Short code and address of the National Occupational Classification, and how its groups are named. */
export const NOC = 'noc';
export const NOC_URI = 'https://noc.esdc.gc.ca';
export const nocUri = (code: string) => `${NOC_URI}/Structure/NocProfile/${code}`;

/** The notice the licence asks for. Source: Open Government Licence – Canada 2.0. */
export const CANADA_NOTICE =
  'Contains information licensed under the Open Government Licence – Canada (https://open.canada.ca/en/open-government-licence-canada).';

/**
 * A NOC 2021 code: one digit for a broad category, then TEER and minor groups, to five for a unit group. A unit group of which a
 * spreadsheet took away the zeros is given them back, where its level is known; a shorter code is a heading of its own.
 *
 * @param level  1 to 5: how many digits it must have
 */
export function nocCode(stated: string, level: number): string | null {
  const digits = /^(\d{1,5})(?:\.0)?$/u.exec(stated)?.[1];
  return digits === undefined || digits.length > level ? null : digits.padStart(level, '0');
}
