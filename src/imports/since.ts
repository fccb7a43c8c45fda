import type { LastFetch, Since } from '../provenance/index.ts';

/** What a reading asks for: all there is, or what changed since a moment. */
export interface Delta {
  readonly url: string;
  /** Whether only what changed is asked for. */
  readonly isDelta: boolean;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * The address to ask now: with the moment of the last complete reading, less an overlap, where there was one and all of it is
 * not due again.
 *
 * @param asOf  now
 */
export function sinceLast(url: string, since: Since | undefined, last: LastFetch | null, asOf: Date): Delta {
  const isFullDue = () =>
    last?.fullAt === undefined || Date.parse(last.fullAt) + (since?.fullEveryDays ?? 0) * DAY <= asOf.getTime();
  if (!since || last?.since === undefined || isFullDue()) return { url, isDelta: false };
  const moment = new Date(Date.parse(last.since) - since.overlapMinutes * MINUTE);
  const delta = new URL(url);
  delta.searchParams.set(since.parameter, since.template.replaceAll('{since}', written(moment, since.form)));
  return { url: delta.href, isDelta: true };
}

function written(moment: Date, form: Since['form']): string {
  switch (form) {
    case 'INSTANT':
      return moment.toISOString();
    case 'DAY':
      return moment.toISOString().slice(0, 10);
    case 'UNIX_SECONDS':
      return String(Math.floor(moment.getTime() / 1_000));
  }
}
