/**
 * How long a host asks to be left alone, in milliseconds; null where it does not say.
 * Source: RFC 9110, 10.2.3: seconds, or a date.
 */
export function readRetryAfter(header: string | string[] | undefined, now: Date): number | null {
  if (typeof header !== 'string') return null;
  if (/^\s*\d+\s*$/u.test(header)) return Number(header) * 1_000;
  const moment = Date.parse(header);
  return Number.isNaN(moment) ? null : Math.max(0, moment - now.getTime());
}
