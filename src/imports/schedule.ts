import { CronExpressionParser } from 'cron-parser';

/** A minute, hour, day, month and weekday, as in `crontab(5)`, or a name such as `@daily`. */
const FIVE_FIELDS = /^\s*(?:@[a-z]+|\S+(?:\s+\S+){4})\s*$/u;

/** Why a cron pattern is no schedule of a source; null when it is one. BullMQ reads patterns with the same library. */
export function faultOfSchedule(pattern: string): string | null {
  if (!FIVE_FIELDS.test(pattern))
    return 'it must have five fields: minute, hour, day, month, weekday, such as "30 4 * * *"';
  try {
    nextMoment(pattern, new Date());
    return null;
  } catch (error) {
    return `it is no cron pattern (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** The first moment behind `after` that a pattern names, in UTC. @throws where it is no pattern, or names none */
export function nextMoment(pattern: string, after: Date): Date {
  return CronExpressionParser.parse(pattern, { currentDate: after, tz: 'UTC' }).next().toDate();
}

/** What tells whether a source is behind. */
export interface Freshness {
  readonly schedule: string | null;
  /** When its last reading that succeeded ended; null where none did. */
  readonly readAt: Date | null;
  readonly createdAt: Date;
}

/** A source that is read on request alone is behind after this long. */
const READ_WITHIN_MS = 365 * 24 * 3_600_000;

/**
 * Whether a source is behind: its schedule named two moments since it was last read with success (or registered), or it has no
 * schedule and a year went by.
 */
export function isStale({ schedule, readAt, createdAt }: Freshness, asOf: Date): boolean {
  const since = readAt ?? createdAt;
  if (schedule === null) return asOf.getTime() - since.getTime() > READ_WITHIN_MS;
  return nextMoment(schedule, nextMoment(schedule, since)) <= asOf;
}
