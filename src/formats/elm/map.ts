import type { StatedResult } from '../../badges/badge.ts';
import type { Place } from '../format.ts';
import { given } from '../open-badges/given.ts';
import { entityOf, recipientFrom } from '../open-badges/map.ts';
import { locate } from '../open-badges/pointer.ts';
import type { BadgeRecord } from '../record.ts';
import type { Claim, Concept, EuropassCredential } from './schema.ts';

type Alignment = BadgeRecord['alignments'][number];

/** Ids that EDC tools number anew in every document: `urn:epass:person:1` is in all of them and names nobody. */
const LOCAL = /^urn:epass:/iu;

/** A micro-credential of the European Learning Model as a badge: one document is one award, its claims are what it shows. */
export function badgeFromElm(stated: EuropassCredential, raw: unknown, place: Place): BadgeRecord {
  const { credentialSubject, issuer } = stated;
  const at = (...path: PropertyKey[]) => locate(raw, ['credentialSubject', 'hasClaim', ...path]).pointer;
  const claims = credentialSubject.hasClaim;
  const [first] = claims;
  const specification = first?.specifiedBy;
  const [credit] = specification?.creditPoint ?? [];
  const credits = Number(credit?.point ?? Number.NaN);
  const [body] = first?.awardedBy?.awardingBody ?? [];
  const results = claims.flatMap((claim, index) => resultsFrom(claim, (...path) => at(index, ...path)));
  return {
    ...entityOf(issuer.id, stated.id, raw, place),
    format: 'EUROPASS_ELM',
    ...given('issuerName', issuer.legalName ?? issuer.prefLabel),
    name: first?.title ?? specification?.title ?? stated.displayParameter?.title ?? stated.id,
    ...given('description', first?.description),
    ...given('achievementUri', globalIdOf(specification?.id)),
    achievementType: 'MicroCredential',
    ...given('issuedAt', stated.validFrom ?? stated.issuanceDate ?? stated.issued),
    ...given('expiresAt', stated.validUntil ?? stated.expirationDate),
    recipients: recipientsFrom(stated),
    alignments: claims.flatMap((claim, index) => alignmentsFrom(claim, (...path) => at(index, ...path))),
    // A document with several claims says of none of its assessments which of the others' outcomes it is about.
    results,
    isAssessed: results.length > 0 && claims.every(({ provenBy = [] }) => provenBy.length > 0),
    endorsements: [],
    ...given('workload', specification?.volumeOfLearning),
    ...(Number.isFinite(credits) && { credits }),
    ...given('creditFramework', credit?.framework?.prefLabel),
    ...given('eqfLevel', eqfLevelOf(specification?.eqfLevel)),
    ...given('awardingBody', body?.legalName ?? body?.prefLabel),
  };
}

/** Outcomes, and the skills of frameworks each is tied to. Source: ELM 3, `relatedESCOSkill`, `relatedSkill`. */
function alignmentsFrom(claim: Claim, at: (...path: PropertyKey[]) => string): Alignment[] {
  return (claim.specifiedBy?.learningOutcome ?? []).flatMap((outcome, index) => {
    const place = ['specifiedBy', 'learningOutcome', index] as const;
    const skills = (name: 'relatedESCOSkill' | 'relatedSkill', framework?: string) =>
      (outcome[name] ?? []).map(
        (concept, number): Alignment => ({
          ...alignmentFrom(concept, framework),
          ...given('targetDescription', outcome.title),
          targetType: 'ext:RelatedSkill',
          pointer: at(...place, name, number),
        }),
      );
    const itself: Alignment[] =
      outcome.title === undefined
        ? []
        : [{ targetName: outcome.title, targetType: 'ext:LearningOutcome', pointer: at(...place) }];
    return [...itself, ...skills('relatedESCOSkill', 'ESCO'), ...skills('relatedSkill')];
  });
}

function alignmentFrom({ id, prefLabel, inScheme }: Concept, framework = inScheme?.prefLabel ?? inScheme?.id) {
  return {
    ...given('targetName', prefLabel),
    ...given('targetUrl', globalIdOf(id)),
    ...given('targetFramework', framework),
  };
}

function resultsFrom({ provenBy = [] }: Claim, at: (...path: PropertyKey[]) => string): StatedResult[] {
  return provenBy.map((assessment, index) => ({
    pointer: at('provenBy', index),
    ...given('name', assessment.title ?? assessment.specifiedBy?.title),
    ...given('value', assessment.grade?.noteLiteral),
    ...{ levelUris: [], about: [] },
  }));
}

function recipientsFrom({ credentialSubject }: EuropassCredential): BadgeRecord['recipients'] {
  const { id, contactPoint = [] } = credentialSubject;
  const subject = globalIdOf(id);
  return [
    ...(subject === undefined ? [] : [recipientFrom(subject.startsWith('did:') ? 'did' : 'url', subject, false)]),
    ...contactPoint.flatMap(({ emailAddress = [] }) =>
      emailAddress.flatMap((mailbox) =>
        mailbox.id !== undefined && /^mailto:/iu.test(mailbox.id) ? [recipientFrom('email', mailbox.id, false)] : [],
      ),
    ),
  ];
}

function globalIdOf(id: string | undefined): string | undefined {
  return id === undefined || LOCAL.test(id) ? undefined : id;
}

/** From `http://data.europa.eu/snb/eqf/6`, else from `Level 6`. */
function eqfLevelOf(concept: Concept | undefined): number | undefined {
  const [, digit] = /\/eqf\/([1-8])$/u.exec(concept?.id ?? '') ?? /([1-8])\s*$/u.exec(concept?.prefLabel ?? '') ?? [];
  return digit === undefined ? undefined : Number(digit);
}
