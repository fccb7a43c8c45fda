import { z } from 'zod';
import { code, embedded, key, label, many, moment, one, optional, plain, text } from './pieces.ts';

/** What both versions call an alignment. Source: Open Badges 2.0 AlignmentObject, 3.0 Alignment. */
export const Alignment = z.looseObject({
  targetName: optional(label),
  targetUrl: optional(key),
  targetCode: optional(code),
  targetFramework: optional(label),
  targetDescription: optional(label),
  targetType: optional(text),
});

export type Alignment = z.output<typeof Alignment>;

/** Endorsements, JSON or compact JWS; one that is unreadable is no fault of the badge, so they are read one by one. */
const endorsing = { endorsement: z.unknown().optional(), endorsementJwt: z.unknown().optional() };

/** An issuer, which may be its address only. */
export const Issuer = one(
  z.preprocess(
    (value) => (typeof value === 'string' ? { id: value } : value),
    z.looseObject({ id: key, name: optional(label), ...endorsing }),
  ),
);

/** Open Badges 3.0 `IdentityObject`. */
export const IdentityObject = z.looseObject({
  identityHash: text,
  identityType: optional(text),
  hashed: optional(z.boolean()),
  salt: optional(z.string()),
});

/** Open Badges 3.0 `RubricCriterionLevel`. */
const RubricLevel = z.looseObject({
  id: optional(key),
  name: optional(label),
  level: optional(plain),
  points: optional(plain),
  alignment: optional(many(Alignment)),
});

/** Open Badges 3.0 `ResultDescription`: what a result can be and which is required. Lists are ordered from low to high. */
const ResultDescription = z.looseObject({
  id: optional(key),
  name: optional(label),
  resultType: optional(text),
  allowedValue: optional(many(plain)),
  requiredLevel: optional(text),
  requiredValue: optional(plain),
  rubricCriterionLevel: optional(many(RubricLevel)),
  alignment: optional(many(Alignment)),
});
export type ResultDescription = z.output<typeof ResultDescription>;

/** Open Badges 3.0 `Result`. */
const AchievementResult = z.looseObject({
  resultDescription: optional(text),
  achievedLevel: optional(text),
  value: optional(plain),
  status: optional(text),
  alignment: optional(many(Alignment)),
});
export type AchievementResult = z.output<typeof AchievementResult>;

const Achievement = z.looseObject({
  id: key,
  name: label,
  description: optional(label),
  achievementType: optional(text),
  alignment: optional(many(Alignment)),
  resultDescription: optional(many(ResultDescription)),
  ...endorsing,
});

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
      creditsEarned: optional(plain),
    }),
  ),
  ...endorsing,
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
  ...endorsing,
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
  revoked: optional(z.boolean()),
  ...endorsing,
});
export type OpenBadge2 = z.output<typeof OpenBadge2>;
