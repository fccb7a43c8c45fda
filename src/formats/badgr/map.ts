import { z } from 'zod';
import type { Issue, Place } from '../format.ts';
import { unreadable } from '../open-badges/fault.ts';
import { given } from '../open-badges/given.ts';
import { alignmentFrom, entityOf, recipientFrom } from '../open-badges/map.ts';
import { label } from '../open-badges/pieces.ts';
import { locate } from '../open-badges/pointer.ts';
import type { BadgeRecord } from '../record.ts';
import type { BadgrAssertion } from './schema.ts';

/** An assertion of Badgr's API; an issue when it does not say which it is or who issued it. */
export function badgeFromBadgr(stated: BadgrAssertion, raw: unknown, place: Place): BadgeRecord | Issue {
  const { badgeclass, recipient } = stated;
  const id = stated.openBadgeId ?? stated.entityId;
  if (id === undefined) return unreadable(place, '/openBadgeId', 'openBadgeId is missing; add it');
  const issuer = issuerIn(stated.issuer) ?? issuerIn(badgeclass.issuer);
  const issuerUri = stated.issuerOpenBadgeId ?? badgeclass.issuerOpenBadgeId ?? issuer?.uri;
  if (issuerUri === undefined) {
    return unreadable(place, '/issuerOpenBadgeId', 'issuerOpenBadgeId is missing here and in the class; add it');
  }
  const at = (...path: PropertyKey[]) => locate(raw, ['badgeclass', ...path]).pointer;
  const { plaintextIdentity, identity, hashed, salt, type = 'email' } = recipient;
  return {
    ...entityOf(issuerUri, id, raw, place),
    format: 'BADGR',
    ...given('issuerName', issuer?.name),
    name: badgeclass.name,
    ...given('description', badgeclass.description),
    ...given('achievementUri', badgeclass.openBadgeId ?? badgeclass.id),
    ...given('issuedAt', stated.issuedOn),
    ...given('expiresAt', stated.expires),
    ...(stated.revoked === true && { isRevoked: true }),
    recipients: [
      ...(plaintextIdentity === undefined ? [] : [recipientFrom(type, plaintextIdentity, false)]),
      ...(identity === undefined ? [] : [recipientFrom(type, identity, hashed, salt)]),
    ],
    alignments: (['alignments', 'alignment'] as const).flatMap((name) =>
      (badgeclass[name] ?? []).map((each, index) => alignmentFrom(each, at(name, index))),
    ),
    ...{ results: [], endorsements: [] },
  };
}

const Named = z.looseObject({
  openBadgeId: z.string().optional(),
  id: z.string().optional(),
  name: label.optional().catch(undefined),
});

/** An expanded issuer; an `entityId` alone is no address and says nothing outside of Badgr. */
function issuerIn(value: unknown): { uri: string | undefined; name: string | undefined } | undefined {
  if (typeof value === 'string')
    return /^(https?|did|urn):/iu.test(value) ? { uri: value, name: undefined } : undefined;
  const { data } = Named.safeParse(value);
  return data && { uri: data.openBadgeId ?? data.id, name: data.name };
}
