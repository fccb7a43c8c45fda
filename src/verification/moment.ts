import { momentFrom } from '../formats/index.ts';

/** Clocks of honest signers differ by no more, in milliseconds. */
const SKEW = 5 * 60_000;

/** What is asked about: one moment or a day, and when it is asked. */
export interface When {
  readonly from: Date;
  readonly to: Date;
  /** A proof cannot be from after this. */
  readonly now: Date;
}

/** A stated moment as a date; null when it is no moment. */
export function dateFrom(value: unknown): Date | null {
  const moment = typeof value === 'string' ? momentFrom(value) : null;
  return moment === null ? null : new Date(moment);
}

/** Whether a moment lies after another by more than clocks differ. */
export function isAfter(moment: Date, other: Date): boolean {
  return moment.getTime() > other.getTime() + SKEW;
}

/** A moment as people read it: `2027-01-31 12:00 UTC`. */
export function said(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
