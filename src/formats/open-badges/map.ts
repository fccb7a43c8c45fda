import type { Place } from '../format.ts';
import type { BadgeRecord } from '../record.ts';
import { locate } from './pointer.ts';
import type { OpenBadge2, OpenBadge3 } from './schema.ts';

type Alignment = BadgeRecord['alignments'][number];
type StatedAlignment = NonNullable<OpenBadge2['badge']['alignment']>[number];

/** Identity as the specification compares it: percent-decoded and trimmed. Source: Open Badges 3.0, Credential equality. */
export function comparable(id: string): string {
  return decoded(id).trim();
}

/** Percent-decoded, unless that makes no text. */
function decoded(text: string): string {
  try {
    const plain = decodeURIComponent(text);
    return plain.includes('\0') ? text : plain;
  } catch {
    return text;
  }
}

export function badgeFrom3(badge: OpenBadge3, raw: unknown, place: Place): BadgeRecord {
  const { achievement, identifier = [], result = [], id: subjectId } = badge.credentialSubject;
  const at = (...path: PropertyKey[]) => pointerOf(raw, place, ['credentialSubject', ...path]);
  const subject = subjectId === undefined ? [] : [recipientFrom(typeOf(subjectId), subjectId, false)];
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
      ...identifier.map((each) =>
        recipientFrom(each.identityType ?? 'identifier', each.identityHash, each.hashed, each.salt),
      ),
    ],
    alignments: [
      ...(achievement.alignment ?? []).map((each, index) => alignmentFrom(each, at('achievement', 'alignment', index))),
      ...result.flatMap(({ alignment = [] }, number) =>
        alignment.map((each, index) => alignmentFrom(each, at('result', number, 'alignment', index))),
      ),
    ],
    resultStatuses: result.flatMap(({ status }) => (status === undefined ? [] : [status])),
  };
}

export function badgeFrom2(badge: OpenBadge2, raw: unknown, place: Place): BadgeRecord {
  const { badge: definition, recipient } = badge;
  const alignmentsIn = (name: 'alignment' | 'alignments') =>
    (definition[name] ?? []).map((each, index) => alignmentFrom(each, pointerOf(raw, place, ['badge', name, index])));
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
    recipients: [recipientFrom(recipient.type, recipient.identity, recipient.hashed, recipient.salt)],
    alignments: [...alignmentsIn('alignment'), ...alignmentsIn('alignments')],
    resultStatuses: [],
  };
}

function keyOf(issuer: string, id: string): string {
  return `${comparable(issuer)} ${comparable(id)}`;
}

function pointerOf(raw: unknown, place: Place, path: readonly PropertyKey[]): string {
  return `${place.pointer ?? ''}${locate(raw, path).pointer}`;
}

function typeOf(subjectId: string): string {
  return /^did:/iu.test(subjectId) ? 'did' : /^mailto:/iu.test(subjectId) ? 'email' : 'url';
}

function recipientFrom(
  type: string,
  stated: string,
  hashed = /^(sha256|md5)\$/u.test(stated),
  salt?: string,
): BadgeRecord['recipients'][number] {
  // `mailto:amina%40example.org?subject=…` names amina@example.org. Source: RFC 6068.
  const address = /^mailto:([^?]*)/iu.exec(stated)?.[1];
  const identity = hashed || address === undefined ? stated : decoded(address).trim();
  return { type, identity, hashed, ...given('salt', salt) };
}

function alignmentFrom(stated: StatedAlignment, pointer: string): Alignment {
  return {
    ...given('targetName', stated.targetName),
    ...given('targetUrl', stated.targetUrl),
    ...given('targetCode', stated.targetCode),
    ...given('targetFramework', stated.targetFramework),
    ...given('targetDescription', stated.targetDescription),
    ...given('targetType', stated.targetType),
    pointer,
  };
}

function given<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: T };
}
