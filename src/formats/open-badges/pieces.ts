import { z } from 'zod';
import { keyFault } from '../key-fault.ts';
import { momentFrom } from './moment.ts';

/** What the schemas of badge documents are made of: JSON-LD lets one stand for a list, and text for text by language. */

/** A field that may be left out; null and blank text leave it out, too. */
export function optional<T extends z.ZodType>(item: T) {
  const isBlank = (value: unknown) => value === null || (typeof value === 'string' && value.trim() === '');
  return z.preprocess((value) => (isBlank(value) ? undefined : value), item.optional());
}

/** One or many, as JSON-LD allows; read as many. */
export function many<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item));
}

/** One, which may come as a list of one. */
export function one<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (Array.isArray(value) && value.length === 1 ? value[0] : value), item);
}

/** One that must come whole: what it says cannot be known from its address without fetching it. */
export function embedded<T extends z.ZodType>(item: T, wayOut: string) {
  const whole = z.unknown().superRefine((value, context) => {
    if (addressIn(value) === null) return;
    const message = `it is only an address; ${wayOut}`;
    context.addIssue({ code: 'custom', message, continue: false, params: { code: 'BADGE_PART_MISSING' } });
  });
  return one(whole.pipe(item));
}

/** The address that stands where a part should be, alone or as an object that says nothing else; null for a whole part. */
export function addressIn(part: unknown): string | null {
  const [value, ...more] = [part].flat();
  if (more.length > 0) return null;
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string') return null;
  return Object.keys(value).every((name) => ['id', 'type', '@context'].includes(name)) ? value.id.trim() : null;
}

function refuse(context: z.RefinementCtx, message: string): void {
  context.addIssue({ code: 'custom', message, continue: false });
}

export const text = z.string().trim().min(1);

/** A text that is looked up. */
export const key = text.superRefine((value, context) => {
  const fault = keyFault(value);
  if (fault !== null) refuse(context, fault);
});

/** A text, or a number or truth value written as one. */
export const plain = z.preprocess(
  (value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
  text,
);

/** A text, or the same by language: English where it is stated, else the first. */
export const label = z.preprocess((value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const texts: Readonly<Record<string, unknown>> = { ...value };
  return texts['@value'] ?? texts.en ?? Object.values(texts).find((each) => typeof each === 'string');
}, text);

/** A moment or a day, as ISO 8601 in UTC. */
export const moment = z.string().transform((value, context) => {
  const found = momentFrom(value);
  if (found !== null) return found;
  refuse(context, `"${value.slice(0, 60)}" is no moment of the years 1 to 9999; write it like 2027-01-31T12:00:00Z`);
  return z.NEVER;
});

export const code = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), key);
