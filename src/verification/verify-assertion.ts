import { isObject, type Unpacked } from '../formats/index.ts';
import type { AssertionParts } from './assertion-parts.ts';
import { checkAssertionContext, checkAssertionStructure } from './assertion-structure.ts';
import { type CheckName, type Finding, failed, skipped, unknown, worstOf } from './check.ts';
import { ASSERTION_DATES, checkDates } from './check-dates.ts';
import { checkHosted } from './check-hosted.ts';
import { checkRecipient, recipientOf2 } from './check-recipient.ts';
import { checkSigned } from './check-signed.ts';
import { type Document, idOf, listOf, quoted } from './document.ts';
import { findPart, type HostedPart } from './hosted-part.ts';
import type { Answer, Ask } from './resolve.ts';
import { asChecks, type Verification, type VerifyOptions, whenOf } from './verification.ts';
import { checkKnownIssuer } from './verify-credential.ts';

/** Every check of an Open Badges 2.0 assertion, hosted or signed. Source: Open Badges 2.0, Verification. */
export async function verifyAssertion(unpacked: Unpacked, options: VerifyOptions, ask: Ask): Promise<Verification> {
  const { packaging, container, jws } = unpacked;
  const parts =
    jws === undefined ? await hostedParts(unpacked.document, ask) : await signedParts(unpacked.document, ask);
  const { assertion, badge, issuer } = parts;
  const found = jws === undefined ? checkHosted(parts, unpacked.document) : await checkSigned(jws, parts, ask);
  const findings: Partial<Record<CheckName, Finding>> = {
    STRUCTURE: structureOf(unpacked.document, badge, issuer),
    CONTEXT: checkAssertionContext(unpacked.document),
    ...found,
    DATES: checkDates(assertion, ASSERTION_DATES, whenOf(options)),
    RECIPIENT: checkRecipient(recipientOf2(assertion), options.recipients),
    ENDORSEMENTS: endorsementsOf(assertion, badge.document, issuer.document),
    KNOWN_ISSUER: checkKnownIssuer(idOf(issuer.document ?? badge.document?.issuer), options),
  };
  return { packaging, container, document: embed(assertion, badge.document, issuer.document), ...asChecks(findings) };
}

/**
 * Oldest answer that is taken for an assertion itself, in seconds: it says whether it was revoked. Each is an address of its own,
 * unlike a list, and its host is not to be asked for all its badges every few minutes.
 */
const AGE_AT_MOST = 6 * 3_600;

/** What the issuer's host answers counts, also for class and issuer; what came along does where it does not answer. */
async function hostedParts(given: Document, ask: Ask): Promise<AssertionParts> {
  const id = idOf(given) ?? '';
  const answer: Answer = /^https?:/iu.test(id)
    ? await ask(id, AGE_AT_MOST)
    : { ok: false, reason: 'REFUSED', message: `its id ${quoted(id)} is no http address` };
  const isAnswered = answer.ok && answer.document?.badge !== undefined;
  const assertion = isAnswered ? answer.document : given;
  const badge = await findPart(assertion.badge, id, 'badge class', ask);
  return { assertion, answer, badge, issuer: await issuerOf(badge.document, id, ask) };
}

/** The signature covers the class that came along; the issuer has to be asked whose key it is. */
async function signedParts(assertion: Document, ask: Ask): Promise<AssertionParts> {
  const badge = await findPart(assertion.badge, idOf(assertion.badge) ?? '', 'badge class', ask);
  return { assertion, badge, issuer: await issuerOf(badge.document, '', ask) };
}

async function issuerOf(badge: Document | null, writer: string, ask: Ask): Promise<HostedPart> {
  return badge ? findPart(badge.issuer, writer, 'issuer', ask) : { document: null };
}

function structureOf(assertion: Document, badge: HostedPart, issuer: HostedPart): Finding {
  const structure = checkAssertionStructure(assertion, badge.document, issuer.document);
  if (structure.result === 'FAIL') return structure;
  const faults = [badge, issuer].flatMap(({ fault }) => (fault ? [fault] : []));
  return worstOf([structure, ...faults.map(({ isFinal, reason }) => (isFinal ? failed(reason) : unknown(reason)))]);
}

/** Endorsements of version 2.0 are hosted documents of their own, which few issuers ever made. Source: Open Badges 2.0, Endorsement. */
function endorsementsOf(...parts: readonly (Document | null)[]): Finding {
  const isEndorsed = parts.some((part) => part !== null && listOf(part.endorsement).length > 0);
  return isEndorsed
    ? skipped('It names endorsements of Open Badges 2.0, which are not verified here and count for nothing.')
    : skipped('Nobody endorses it.');
}

/** The assertion with its class and issuer put in, as a reader needs it. */
function embed(assertion: Document, badge: Document | null, issuer: Document | null): Document {
  if (!badge) return assertion;
  const issued = issuer ?? badge.issuer;
  return { ...assertion, badge: { ...badge, ...(isObject(issued) && { issuer: issued }) } };
}
