import { z } from 'zod';
import { keyFault } from '../key-fault.ts';
import { momentFrom } from './moment.ts';

/** A field that may be left out; null and blank text leave it out, too. */
function optional<T extends z.ZodType>(item: T) {
  const isBlank = (value: unknown) => value === null || (typeof value === 'string' && value.trim() === '');
  return z.preprocess((value) => (isBlank(value) ? undefined : value), item.optional());
}

/** One or many, as JSON-LD allows; read as many. */
function many<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item));
}

/** One, which may come as a list of one. */
function one<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (Array.isArray(value) && value.length === 1 ? value[0] : value), item);
}

/** One that must come whole: what it says cannot be known from its address without fetching it. */
function embedded<T extends z.ZodType>(item: T, wayOut: string) {
  const whole = z.unknown().superRefine((value, context) => {
    if (isAddress(value)) refuse(context, `it is only an address; ${wayOut}`);
  });
  return one(whole.pipe(item));
}

function isAddress(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'string' && value.trim() !== '';
  return 'id' in value && Object.keys(value).every((key) => ['id', 'type', '@context'].includes(key));
}

function refuse(context: z.RefinementCtx, message: string): void {
  context.addIssue({ code: 'custom', message, continue: false });
}

const text = z.string().trim().min(1);

/** A text that is looked up. */
const key = text.superRefine((value, context) => {
  const fault = keyFault(value);
  if (fault !== null) refuse(context, fault);
});

/** A text, or the same by language: English where it is stated, else the first. */
const label = z.preprocess((value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const texts: Readonly<Record<string, unknown>> = { ...value };
  return texts['@value'] ?? texts.en ?? Object.values(texts).find((each) => typeof each === 'string');
}, text);

/** A moment or a day, as ISO 8601 in UTC. */
const moment = z.string().transform((value, context) => {
  const found = momentFrom(value);
  if (found !== null) return found;
  refuse(context, `"${value.slice(0, 60)}" is no moment of the years 1 to 9999; write it like 2027-01-31T12:00:00Z`);
  return z.NEVER;
});

const code = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), key);

/** What both versions call an alignment. Source: Open Badges 2.0 AlignmentObject, 3.0 Alignment. */
const Alignment = z.looseObject({
  targetName: optional(label),
  targetUrl: optional(key),
  targetCode: optional(code),
  targetFramework: optional(label),
  targetDescription: optional(label),
  targetType: optional(text),
});

/** An issuer, which may be its address only. */
const Issuer = one(
  z.preprocess(
    (value) => (typeof value === 'string' ? { id: value } : value),
    z.looseObject({ id: key, name: optional(label) }),
  ),
);

/** Open Badges 3.0 `IdentityObject`. */
const IdentityObject = z.looseObject({
  identityHash: text,
  identityType: optional(text),
  hashed: optional(z.boolean()),
  salt: optional(z.string()),
});

const Achievement = z.looseObject({
  id: key,
  name: label,
  description: optional(label),
  achievementType: optional(text),
  alignment: optional(many(Alignment)),
});

const AchievementResult = z.looseObject({ status: optional(text), alignment: optional(many(Alignment)) });

/**
 * The parts of an Open Badges 3.0 credential we read; the rest travels in the stored document. Dates are named as in
 * Verifiable Credentials 2.0 (`validFrom`) or 1.1 (`issuanceDate`). Source: Open Badges 3.0, AchievementCredential.
 */
export const OpenBadge3 = z.looseObject({
  id: key,
  type: many(z.string()),
  issuer: Issuer,
  validFrom: optional(moment),
  validUntil: optional(moment),
  issuanceDate: optional(moment),
  expirationDate: optional(moment),
  credentialSubject: one(
    z.looseObject({
      id: optional(text),
      identifier: optional(many(IdentityObject)),
      achievement: one(Achievement),
      result: optional(many(AchievementResult)),
    }),
  ),
});
export type OpenBadge3 = z.output<typeof OpenBadge3>;

const BadgeClass = z.looseObject({
  id: optional(key),
  name: label,
  description: optional(label),
  issuer: Issuer,
  // Badgr's own API says `alignments`.
  alignment: optional(many(Alignment)),
  alignments: optional(many(Alignment)),
});

/** The parts of an Open Badges 2.0 assertion we read. Source: Open Badges 2.0, Assertion and BadgeClass. */
export const OpenBadge2 = z.looseObject({
  id: key,
  type: many(z.string()),
  recipient: one(
    z.looseObject({
      type: text,
      identity: text,
      hashed: optional(z.boolean()),
      salt: optional(z.string()),
    }),
  ),
  badge: embedded(BadgeClass, 'embed the BadgeClass, with its issuer, in the assertion'),
  issuedOn: optional(moment),
  expires: optional(moment),
});
export type OpenBadge2 = z.output<typeof OpenBadge2>;
