import { z } from 'zod';

/** One or many, as JSON-LD allows; read as many. */
function many<T extends z.ZodType>(item: T) {
  return z.union([z.array(item), item.transform((one) => [one])]).transform((list) => list as z.output<T>[]);
}

const text = z.string().trim().min(1);
/** A text, or the same by language; the first stated one is read. */
const label = z.union([
  text,
  z.record(z.string(), z.string()).transform((texts) => texts.en ?? Object.values(texts)[0] ?? ''),
]);
const moment = z.iso.datetime({ offset: true, local: true });
const identified = z.union([text.transform((id) => ({ id })), z.looseObject({ id: text })]);

/** What both versions call an alignment. Source: Open Badges 2.0 AlignmentObject, 3.0 Alignment. */
export const Alignment = z.looseObject({
  targetName: label.optional(),
  targetUrl: text.optional(),
  targetCode: z.coerce.string().optional(),
  targetFramework: text.optional(),
  targetDescription: label.optional(),
  targetType: text.optional(),
});

/** Open Badges 3.0 `IdentityObject`. */
const IdentityObject = z.looseObject({
  identityHash: text,
  identityType: text.optional(),
  hashed: z.boolean().optional(),
  salt: z.string().optional(),
});

const Achievement = z.looseObject({
  id: text,
  name: label,
  description: label.optional(),
  achievementType: text.optional(),
  alignment: many(Alignment).optional(),
});

const AchievementResult = z.looseObject({ status: text.optional(), alignment: many(Alignment).optional() });

/**
 * The parts of an Open Badges 3.0 credential we read; the rest travels in the stored document. Dates are named as in
 * Verifiable Credentials 2.0 (`validFrom`) or 1.1 (`issuanceDate`). Source: Open Badges 3.0, AchievementCredential.
 */
export const OpenBadge3 = z.looseObject({
  id: text,
  type: many(z.string()),
  name: label.optional(),
  issuer: z.union([
    text.transform((id) => ({ id, name: undefined as string | undefined })),
    z.looseObject({ id: text, name: label.optional() }),
  ]),
  validFrom: moment.optional(),
  validUntil: moment.optional(),
  issuanceDate: moment.optional(),
  expirationDate: moment.optional(),
  credentialSubject: z.looseObject({
    id: text.optional(),
    identifier: many(IdentityObject).optional(),
    achievement: Achievement,
    result: many(AchievementResult).optional(),
  }),
});
export type OpenBadge3 = z.output<typeof OpenBadge3>;

const BadgeClass = z.looseObject({
  id: text.optional(),
  name: label,
  description: label.optional(),
  issuer: z.union([
    text.transform((id) => ({ id, name: undefined as string | undefined })),
    z.looseObject({ id: text, name: label.optional() }),
  ]),
  // Badgr's own API says `alignments`.
  alignment: many(Alignment).optional(),
  alignments: many(Alignment).optional(),
});

/**
 * The parts of an Open Badges 2.0 assertion we read. `badge` may be an address only: then what the badge means cannot be
 * known without fetching it, and we say so. Source: Open Badges 2.0, Assertion and BadgeClass.
 */
export const OpenBadge2 = z.looseObject({
  id: text,
  type: many(z.string()),
  recipient: z.looseObject({
    type: text,
    identity: text,
    hashed: z.boolean().optional(),
    salt: z.string().optional(),
  }),
  badge: z.union([BadgeClass, identified.transform(({ id }) => ({ linked: id }))]),
  issuedOn: moment.optional(),
  expires: moment.optional(),
});
export type OpenBadge2 = z.output<typeof OpenBadge2>;
