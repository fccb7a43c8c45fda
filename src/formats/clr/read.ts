import type { Issue, Place } from '../format.ts';
import { invalid } from '../open-badges/fault.ts';
import { given } from '../open-badges/given.ts';
import { comparable, entityOf, recipientFrom } from '../open-badges/map.ts';
import { locate } from '../open-badges/pointer.ts';
import type { BadgeBundleRecord, BadgeRecord } from '../record.ts';
import { Association, ClrCredential, NamedAchievement } from './schema.ts';

/** What a record holds: the wrapper, each inner credential with its place, and whom the wrapper is about. */
export interface ReadClr {
  readonly bundle: Omit<BadgeBundleRecord, 'members'>;
  /** JSON objects, or compact JWS. */
  readonly inner: readonly { readonly stated: unknown; readonly place: Place }[];
  readonly recipients: BadgeRecord['recipients'];
}

/** The wrapper of a comprehensive learner record. An association or definition that cannot be read is told and left out. */
export function readClr(document: unknown, place: Place, report: (issue: Issue) => void): ReadClr | Issue {
  const parsed = ClrCredential.safeParse(document);
  if (!parsed.success) return invalid(parsed.error, document, place);
  const { issuer, credentialSubject, ...stated } = parsed.data;
  const at = (...path: PropertyKey[]) => locate(document, ['credentialSubject', ...path]).pointer;
  /** Those of a list the schema takes; the others are warnings, at their own pointers. */
  const readable = <T>(
    name: 'achievement' | 'association',
    schema: typeof Association | typeof NamedAchievement,
    take: (data: Record<string, unknown>) => T,
  ): T[] =>
    (credentialSubject[name] ?? []).flatMap((each, index) => {
      const one = schema.safeParse(each);
      if (one.success) return [take(one.data)];
      const whole = { ...place, pointer: `${place.pointer ?? ''}${at(name, index)}` };
      report({ ...invalid(one.error, each, whole), severity: 'WARNING' });
      return [];
    });

  const recipients = [
    ...(credentialSubject.id === undefined ? [] : [subjectOf(credentialSubject.id)]),
    ...(credentialSubject.identifier ?? []).map((each) =>
      recipientFrom(each.identityType ?? 'identifier', each.identityHash, each.hashed, each.salt),
    ),
  ];
  return {
    bundle: {
      ...entityOf(issuer.id, stated.id, document, place),
      ...{ type: 'badge-bundle', kind: 'badge-bundle' },
      ...given('issuerName', issuer.name),
      ...given('name', stated.name),
      isPartial: stated.partial ?? false,
      ...given('issuedAt', stated.validFrom ?? stated.issuanceDate),
      recipients,
      achievements: readable('achievement', NamedAchievement, ({ id, name, achievementType }) => ({
        uri: comparable(id as string),
        name: name as string,
        ...given('type', achievementType as string | undefined),
      })),
      associations: readable('association', Association, ({ associationType, sourceId, targetId }) => ({
        kind: associationType as string,
        sourceUri: comparable(sourceId as string),
        targetUri: comparable(targetId as string),
      })),
    },
    inner: credentialSubject.verifiableCredential.map((each, index) => ({
      stated: each,
      place: { ...place, pointer: `${place.pointer ?? ''}${at('verifiableCredential', index)}` },
    })),
    recipients,
  };
}

function subjectOf(id: string): BadgeRecord['recipients'][number] {
  return recipientFrom(/^did:/iu.test(id) ? 'did' : /^mailto:/iu.test(id) ? 'email' : 'url', id, false);
}
