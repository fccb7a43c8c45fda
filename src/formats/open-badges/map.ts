import type { Place } from '../format.ts';
import type { BadgeRecord } from '../record.ts';
import { endorsementsIn } from './endorsements.ts';
import { given } from './given.ts';
import { locate } from './pointer.ts';
import { resultsFrom } from './results.ts';
import type { OpenBadge2, OpenBadge3, Alignment as StatedAlignment } from './schema.ts';

type Alignment = BadgeRecord['alignments'][number];

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
  const { achievement, identifier = [], result = [], id: subjectId, creditsEarned } = badge.credentialSubject;
  const at = (path: readonly PropertyKey[]) => locate(raw, ['credentialSubject', ...path]).pointer;
  const subject = subjectId === undefined ? [] : [recipientFrom(typeOf(subjectId), subjectId, false)];
  const named = achievement.alignment ?? [];
  const measured = resultsFrom(result, achievement.resultDescription ?? [], named.length, at);
  const credits = Number(creditsEarned ?? Number.NaN);
  return {
    ...entityOf(badge.issuer.id, badge.id, raw, place),
    format: 'OPEN_BADGES_3',
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
      ...named.map((each, index) => alignmentFrom(each, at(['achievement', 'alignment', index]))),
      ...measured.alignments.map(({ stated, path }) => ({
        ...alignmentFrom(stated, at(path)),
        statedBy: 'RESULT' as const,
      })),
    ],
    results: measured.results,
    endorsements: endorsementsIn([
      { endorsed: 'BADGE', part: badge, pointer: '' },
      { endorsed: 'ACHIEVEMENT', part: achievement, pointer: at(['achievement']) },
      { endorsed: 'ISSUER', part: badge.issuer, pointer: locate(raw, ['issuer']).pointer },
    ]),
    ...(Number.isFinite(credits) && { credits }),
  };
}

export function badgeFrom2(badge: OpenBadge2, raw: unknown, place: Place): BadgeRecord {
  const { badge: definition, recipient } = badge;
  const at = (...path: PropertyKey[]) => locate(raw, ['badge', ...path]).pointer;
  const alignmentsIn = (name: 'alignment' | 'alignments') =>
    (definition[name] ?? []).map((each, index) => alignmentFrom(each, at(name, index)));
  return {
    ...entityOf(definition.issuer.id, badge.id, raw, place),
    format: 'OPEN_BADGES_2',
    ...given('issuerName', definition.issuer.name),
    name: definition.name,
    ...given('description', definition.description),
    ...given('achievementUri', definition.id),
    ...given('issuedAt', badge.issuedOn),
    ...given('expiresAt', badge.expires),
    ...(badge.revoked === true && { isRevoked: true }),
    recipients: [recipientFrom(recipient.type, recipient.identity, recipient.hashed, recipient.salt)],
    alignments: [...alignmentsIn('alignment'), ...alignmentsIn('alignments')],
    results: [],
    endorsements: endorsementsIn([
      { endorsed: 'BADGE', part: badge, pointer: '' },
      { endorsed: 'ACHIEVEMENT', part: definition, pointer: at() },
      { endorsed: 'ISSUER', part: definition.issuer, pointer: at('issuer') },
    ]),
  };
}

/** What every badge's record carries, whatever its format. */
export function entityOf(issuer: string, id: string, raw: unknown, place: Place) {
  return {
    ...({ type: 'badge', kind: 'badge', raw, place } as const),
    key: `${comparable(issuer)} ${comparable(id)}`,
    uri: comparable(id),
    issuerUri: comparable(issuer),
  };
}

function typeOf(subjectId: string): string {
  return /^did:/iu.test(subjectId) ? 'did' : /^mailto:/iu.test(subjectId) ? 'email' : 'url';
}

/** Whom a document names, plain or hashed; an address is read out of its link. */
export function recipientFrom(
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

export function alignmentFrom(stated: StatedAlignment, pointer: string): Alignment {
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
