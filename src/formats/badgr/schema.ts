import { z } from 'zod';
import { embedded, key, label, many, moment, one, optional, text } from '../open-badges/pieces.ts';
import { Alignment } from '../open-badges/schema.ts';

/** A class as the API states it, or one of Open Badges 2.0 in its place. */
const BadgrClass = z.looseObject({
  openBadgeId: optional(key),
  id: optional(key),
  name: label,
  description: optional(label),
  issuerOpenBadgeId: optional(key),
  issuer: z.unknown().optional(),
  alignments: optional(many(Alignment)),
  alignment: optional(many(Alignment)),
});

/**
 * The parts we read of an assertion of Badgr's API v2 (Canvas Credentials, Parchment Digital Badges), which names its class by
 * `entityId` and `badgeclassOpenBadgeId` unless it was asked to expand it. Source: Badgr API v2, Assertion and
 * BackpackAssertion.
 */
export const BadgrAssertion = z.looseObject({
  entityType: text,
  entityId: optional(key),
  openBadgeId: optional(key),
  badgeclass: embedded(BadgrClass, 'ask the API for it with expand=badgeclass, or put the class into the same file'),
  issuerOpenBadgeId: optional(key),
  issuer: z.unknown().optional(),
  recipient: one(
    z.looseObject({
      type: optional(text),
      identity: optional(text),
      plaintextIdentity: optional(text),
      hashed: optional(z.boolean()),
      salt: optional(z.string()),
    }),
  ),
  issuedOn: optional(moment),
  expires: optional(moment),
  revoked: optional(z.boolean()),
});
export type BadgrAssertion = z.output<typeof BadgrAssertion>;
