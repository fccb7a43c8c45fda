import type { Place } from '../format.ts';
import type { BadgeRecord } from '../record.ts';
import type { OpenBadge2, OpenBadge3 } from './schema.ts';

type Alignment = BadgeRecord['alignments'][number];

/** Identity as the specification compares it: percent-decoded and trimmed. Source: Open Badges 3.0, Credential equality. */
export function comparable(id: string): string {
  try {
    return decodeURIComponent(id).trim();
  } catch {
    return id.trim();
  }
}

export function badgeFrom3(badge: OpenBadge3, raw: unknown, place: Place): BadgeRecord {
  const { achievement, identifier = [], result = [], id: subjectId } = badge.credentialSubject;
  const at = (pointer: string) => `${place.pointer ?? ''}/credentialSubject/${pointer}`;
  const subject = subjectId === undefined ? [] : [plainRecipient(subjectId)];
  return {
    type: 'badge',
    kind: 'badge',
    key: keyOf(badge.issuer.id, badge.id),
    raw,
    place,
    format: 'OPEN_BADGES_3',
    uri: comparable(badge.id),
    issuerUri: comparable(badge.issuer.id),
    ...given('issuerName', badge.issuer.name),
    name: achievement.name,
    ...given('description', achievement.description),
    achievementUri: achievement.id,
    ...given('achievementType', achievement.achievementType),
    ...given('issuedAt', badge.validFrom ?? badge.issuanceDate),
    ...given('expiresAt', badge.validUntil ?? badge.expirationDate),
    recipients: [
      ...subject,
      ...identifier.map((each) => ({
        type: each.identityType ?? 'identifier',
        identity: each.identityHash,
        hashed: each.hashed ?? /^(sha256|md5)\$/u.test(each.identityHash),
        ...given('salt', each.salt),
      })),
    ],
    alignments: [
      ...(achievement.alignment ?? []).map((each, index) => alignmentFrom(each, at(`achievement/alignment/${index}`))),
      ...result.flatMap(({ alignment = [] }, number) =>
        alignment.map((each, index) => alignmentFrom(each, at(`result/${number}/alignment/${index}`))),
      ),
    ],
    resultStatuses: result.flatMap(({ status }) => (status === undefined ? [] : [status])),
  };
}

/** @returns null when `badge` is only an address, so that the document does not say what was awarded */
export function badgeFrom2(badge: OpenBadge2, raw: unknown, place: Place): BadgeRecord | null {
  if ('linked' in badge.badge) return null;
  const { badge: definition, recipient } = badge;
  return {
    type: 'badge',
    kind: 'badge',
    key: keyOf(definition.issuer.id, badge.id),
    raw,
    place,
    format: 'OPEN_BADGES_2',
    uri: comparable(badge.id),
    issuerUri: comparable(definition.issuer.id),
    ...given('issuerName', definition.issuer.name),
    name: definition.name,
    ...given('description', definition.description),
    ...given('achievementUri', definition.id),
    ...given('issuedAt', badge.issuedOn),
    ...given('expiresAt', badge.expires),
    recipients: [
      {
        type: recipient.type,
        identity: recipient.identity,
        hashed: recipient.hashed ?? /^(sha256|md5)\$/u.test(recipient.identity),
        ...given('salt', recipient.salt),
      },
    ],
    alignments: [...(definition.alignment ?? []), ...(definition.alignments ?? [])].map((each, index) =>
      alignmentFrom(each, `${place.pointer ?? ''}/badge/alignment/${index}`),
    ),
    resultStatuses: [],
  };
}

function keyOf(issuer: string, id: string): string {
  return `${comparable(issuer)} ${comparable(id)}`;
}

function plainRecipient(id: string): BadgeRecord['recipients'][number] {
  const type = /^did:/u.test(id) ? 'did' : /^mailto:/u.test(id) ? 'email' : 'url';
  return { type, identity: id.replace(/^mailto:/u, ''), hashed: false };
}

function alignmentFrom(stated: { [K in keyof Alignment]?: unknown }, pointer: string): Alignment {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return {
    ...given('targetName', text(stated.targetName)),
    ...given('targetUrl', text(stated.targetUrl)),
    ...given('targetCode', text(stated.targetCode)),
    ...given('targetFramework', text(stated.targetFramework)),
    ...given('targetDescription', text(stated.targetDescription)),
    ...given('targetType', text(stated.targetType)),
    pointer,
  };
}

function given<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: T };
}
