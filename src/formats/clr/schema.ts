import { z } from 'zod';
import { key, label, many, moment, one, optional, text } from '../open-badges/pieces.ts';
import { IdentityObject, Issuer } from '../open-badges/schema.ts';

/** Open Badges' Achievement, the parts that name it: here it is a definition, and awarded by none of it. */
const NamedAchievement = z.looseObject({ id: key, name: label, achievementType: optional(text) });

const Association = z.looseObject({ associationType: text, sourceId: key, targetId: key });

/**
 * The wrapper of a comprehensive learner record; its credentials are read as the badges they are. `partial` says that it is
 * not the whole record. Source: Comprehensive Learner Record 2.0, ClrCredential and ClrSubject.
 */
export const ClrCredential = z.looseObject({
  id: key,
  type: many(z.string()),
  issuer: Issuer,
  name: optional(label),
  partial: optional(z.boolean()),
  validFrom: optional(moment),
  issuanceDate: optional(moment),
  credentialSubject: one(
    z.looseObject({
      id: optional(text),
      identifier: optional(many(IdentityObject)),
      achievement: optional(many(z.unknown())),
      association: optional(many(z.unknown())),
      verifiableCredential: many(z.unknown()),
    }),
  ),
});
export type ClrCredential = z.output<typeof ClrCredential>;

export { Association, NamedAchievement };
